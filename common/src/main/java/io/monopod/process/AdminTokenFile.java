package io.monopod.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// The file in which a gateway stores the token of its admin API, for programs of the same user on
/// the same machine.
///
/// The default path is `monopod/admin-PORT.token` in `$XDG_RUNTIME_DIR`, which is deleted at the
/// user's last logout, or else in `$XDG_STATE_HOME` or `~/.local/state` (XDG Base Directory
/// Specification 0.8).
public final class AdminTokenFile {
    /// Holds the token itself, for calls to a gateway on another machine.
    public static final String TOKEN = "MONOPOD_ADMIN_TOKEN";

    /// Overrides the default path. The gateway reads the same variable.
    public static final String FILE = "MONOPOD_ADMIN_TOKEN_FILE";

    private AdminTokenFile() {}

    /// The default path.
    ///
    /// @param port of the admin listener
    public static Path of(int port, Map<String, String> environment) {
        return directory(environment).resolve("monopod").resolve("admin-" + port + ".token");
    }

    private static Path directory(Map<String, String> environment) {
        return given("XDG_RUNTIME_DIR", environment)
                .map(Path::of)
                .filter(Files::isDirectory)
                .or(() -> given("XDG_STATE_HOME", environment).map(Path::of))
                .orElseGet(() -> home(environment).resolve(".local").resolve("state"));
    }

    private static Path home(Map<String, String> environment) {
        return Path.of(
                given("HOME", environment).orElseGet(() -> System.getProperty("user.home", "")));
    }

    /// The token to send to a gateway: the value of [#TOKEN], or else the content of the file that
    /// [#FILE] names, or else, if the gateway is on this machine, of the file at the default path.
    ///
    /// @param host of the admin listener
    /// @return empty if there is none
    /// @throws IOException if the file that [#FILE] names cannot be read
    public static Optional<String> find(String host, int port, Map<String, String> environment)
            throws IOException {
        var given = given(TOKEN, environment);
        if (given.isPresent()) {
            return given;
        }
        var file = given(FILE, environment);
        if (file.isPresent()) {
            return Optional.of(Files.readString(Path.of(file.get())).strip());
        }
        var usual = of(port, environment);
        return isHere(host) && Files.isReadable(usual)
                ? Optional.of(Files.readString(usual).strip())
                : Optional.empty();
    }

    private static Optional<String> given(String variable, Map<String, String> environment) {
        return Optional.ofNullable(environment.get(variable)).filter(text -> !text.isBlank());
    }

    private static boolean isHere(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
