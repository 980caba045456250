package io.monopod.scenarios.local.files;

import io.monopod.scenarios.system.Credentials;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The gateways' files for key, users and routes, and the store's data, in a directory that only
/// its owner can enter. It is deleted with the system.
///
/// Without the key file every start would look like a restart, after which a gateway waits for
/// instances to report. With it only a real restart does, and tokens remain valid.
public record PrivateFiles(Path directory) {
    /// A second user, for scenarios that need two.
    public static final Credentials OTHER_USER = new Credentials("OtherUser", "OtherPassword");

    private static final String OTHER_USER_HASH =
            "$2a$10$S.X155O0Anecl4l7T.AfgeNuS.0GhiJeNTr.C9zsqliLKyKefrXaq";

    public static PrivateFiles create() throws IOException {
        PrivateFiles files = new PrivateFiles(Files.createTempDirectory("monopod-system-"));
        Files.writeString(
                files.users(),
                """
                users:
                  - name: %s
                    password-hash: "%s"
                    role: user
                """
                        .formatted(OTHER_USER.username(), OTHER_USER_HASH));
        return files;
    }

    /// The gateway creates it at its first start.
    public Path signingKey() {
        return directory.resolve("signing-key.json");
    }

    public Path users() {
        return directory.resolve("users.yaml");
    }

    /// The gateways' routes to the user's own server.
    public Path routing() {
        return directory.resolve("routing.yaml");
    }

    /// For the store's data: a directory, which is made when it is asked for.
    public Path store() throws IOException {
        return Files.createDirectories(directory.resolve("etcd"));
    }

    public void delete() throws IOException {
        if (Files.exists(directory)) {
            Logs.deleteAll(directory);
        }
    }
}
