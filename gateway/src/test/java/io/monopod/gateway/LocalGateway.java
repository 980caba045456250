package io.monopod.gateway;

import at.favre.lib.crypto.bcrypt.BCrypt;

import io.monopod.config.Reading;
import io.monopod.gateway.config.GatewayConfig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/// A whole gateway as it is run, on free ports.
public final class LocalGateway {
    public static final String JOIN_SECRET = "a join secret for the tests";

    private static final Map<String, String> ENVIRONMENT =
            Map.of("MONOPOD_JOIN_SECRET", JOIN_SECRET);

    private LocalGateway() {}

    /// A file for `auth.users-file`.
    ///
    /// @param user who may log in with the password of the demonstration user
    static Path usersFile(Path directory, String user) throws IOException {
        var hash = BCrypt.withDefaults().hashToString(10, "TestPassword".toCharArray());
        return Files.writeString(
                directory.resolve("users.yaml"),
                "users: [{name: %s, password-hash: '%s'}]".formatted(user, hash));
    }

    /// @param directory for its configuration
    /// @param config as YAML
    public static Gateway start(Path directory, String config)
            throws IOException, InterruptedException {
        var file = Files.writeString(directory.resolve("gateway.yaml"), config);
        var arguments =
                List.of("--config=" + file, "--data-port=0", "--control-port=0", "--admin-port=0");
        var reading = GatewayConfig.reader().read(arguments, ENVIRONMENT);
        if (!(reading instanceof Reading.Ready<GatewayConfig>(var ready, _))) {
            throw new AssertionError(reading);
        }
        return Gateway.start(ready, InstantSource.system());
    }
}
