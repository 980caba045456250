package io.monopod.gateway.admin;

import io.monopod.config.InvalidSetting;
import io.monopod.config.PrivateFile;
import io.monopod.config.Secret;
import io.monopod.gateway.config.AdminListener;
import io.monopod.process.AdminTokenFile;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/// A token that opens the admin API of this process. Whoever can read its file has an
/// administrator's rights. Each start makes a new token, and a stop deletes the file.
public final class AdminToken implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(AdminToken.class.getName());
    private static final int BYTES = 32;
    private static final String BEARER = "Bearer ";

    private final Secret secret;
    private volatile @Nullable Path file;

    public AdminToken() {
        var random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        secret = new Secret(HexFormat.of().formatHex(random));
    }

    boolean isBearer(@Nullable String authorization) {
        return authorization != null
                && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                && secret.matches(authorization.substring(BEARER.length()).strip());
    }

    /// Writes the token to its configured file, or to the default one.
    ///
    /// @param port the listener's actual port
    /// @throws InvalidSetting if the configured file cannot be written
    public void writeFile(AdminListener listener, int port) {
        var target = listener.tokenFile().orElseGet(() -> AdminTokenFile.of(port, System.getenv()));
        try {
            PrivateFile.replace(target, secret.value() + "\n", listener.tokenGroup());
            file = target;
        } catch (IOException e) {
            InvalidSetting.unless(
                    listener.tokenFile().isEmpty() && listener.tokenGroup().isEmpty(),
                    "admin.token-file",
                    target,
                    "a file that can be made, in a group of this user's: " + e);
            LOG.log(
                    Level.WARNING,
                    "no local admin token: its file cannot be written (admin.token-file)"
                            + " file={0} error={1}",
                    target,
                    e.toString());
        }
    }

    /// Deletes the file, unless another process has written its own token there since.
    @Override
    public void close() {
        var written = file;
        try {
            if (written != null && secret.matches(Files.readString(written).strip())) {
                Files.deleteIfExists(written);
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "cannot delete the file of the admin token", e);
        }
    }
}
