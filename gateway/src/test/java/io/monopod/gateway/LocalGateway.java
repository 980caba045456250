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

/// A whole gateway on free ports.
public final class LocalGateway {
    public static final String JOIN_SECRET = "a join secret for the tests";

    private static final Map<String, String> ENVIRONMENT =
            Map.of("MONOPOD_JOIN_SECRET", JOIN_SECRET);

    private LocalGateway() {}

    /// Writes a file for `auth.users-file`.
    ///
    /// @param user a user with the demonstration user's password
    static Path usersFile(Path directory, String user) throws IOException {
        var hash = BCrypt.withDefaults().hashToString(10, "TestPassword".toCharArray());
        return Files.writeString(
                directory.resolve("users.yaml"),
                "users: [{name: %s, password-hash: '%s'}]".formatted(user, hash));
    }

    /// The token file for the admin API of a gateway with this directory.
    static Path adminToken(Path directory) {
        return directory.resolve("admin-token");
    }

    /// @return the value of `Authorization` that opens the gateway's admin API
    static String adminAuthorization(Path directory) throws IOException {
        return "Bearer " + Files.readString(adminToken(directory)).strip();
    }

    /// @param directory for its configuration
    /// @param config as YAML
    public static Gateway start(Path directory, String config)
            throws IOException, InterruptedException {
        var file = Files.writeString(directory.resolve("gateway.yaml"), config);
        var arguments =
                List.of(
                        "--config=" + file,
                        "--data-port=0",
                        "--control-port=0",
                        "--admin-port=0",
                        "--admin-token-file=" + adminToken(directory));
        var reading = GatewayConfig.reader().read(arguments, ENVIRONMENT);
        if (!(reading instanceof Reading.Ready<GatewayConfig>(var ready, _))) {
            throw new AssertionError(reading);
        }
        return Gateway.start(ready, InstantSource.system());
    }
}
