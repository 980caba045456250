package io.monopod.scenarios.local;

import io.monopod.scenarios.system.Credentials;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What a gateway keeps for its restarts, and who may log in besides the demonstration user: in a
/// directory that only its owner may enter, and that goes with the system.
///
/// Without the key file every start would look like a restart, after which a gateway first waits
/// for instances to report; with it only a restart does, and tokens outlive it.
record PrivateFiles(Path directory) {
    /// Somebody who is not the demonstration user, for scenarios that need two.
    static final Credentials OTHER_USER = new Credentials("OtherUser", "OtherPassword");

    private static final String OTHER_USER_HASH =
            "$2a$10$S.X155O0Anecl4l7T.AfgeNuS.0GhiJeNTr.C9zsqliLKyKefrXaq";

    static PrivateFiles create() throws IOException {
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

    /// Made by the gateway at its first start.
    Path signingKey() {
        return directory.resolve("signing-key.json");
    }

    Path users() {
        return directory.resolve("users.yaml");
    }

    void delete() throws IOException {
        Files.deleteIfExists(signingKey());
        Files.deleteIfExists(users());
        Files.deleteIfExists(directory);
    }
}
