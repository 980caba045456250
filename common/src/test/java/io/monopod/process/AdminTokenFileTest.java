package io.monopod.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

class AdminTokenFileTest {
    private final Path directory;

    AdminTokenFileTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void defaultPathIsInUsersDirectory() {
        var runtime = directory.toString();
        var missing = directory.resolve("missing").toString();

        assertThat(AdminTokenFile.of(1, Map.of("XDG_RUNTIME_DIR", runtime, "HOME", "/home/ann")))
                .isEqualTo(directory.resolve("monopod/admin-1.token"));
        assertThat(AdminTokenFile.of(1, Map.of("XDG_STATE_HOME", "/state", "HOME", "/home/ann")))
                .isEqualTo(Path.of("/state/monopod/admin-1.token"));
        assertThat(AdminTokenFile.of(1, Map.of("XDG_RUNTIME_DIR", missing, "HOME", "/home/ann")))
                .isEqualTo(Path.of("/home/ann/.local/state/monopod/admin-1.token"));
    }

    @Test
    void environmentOverridesDefaultPath() throws IOException {
        var other = Files.writeString(directory.resolve("other"), "of the other file\n");
        usual(7, "of the usual file\n");
        var home = Map.of("XDG_RUNTIME_DIR", directory.toString());
        var file = with(home, AdminTokenFile.FILE, other.toString());

        assertThat(AdminTokenFile.find("localhost", 7, home)).contains("of the usual file");
        assertThat(AdminTokenFile.find("localhost", 7, file)).contains("of the other file");
        assertThat(AdminTokenFile.find("localhost", 7, with(file, AdminTokenFile.TOKEN, "given")))
                .contains("given");
    }

    @Test
    void localTokenIsNotSentToRemoteGateway() throws IOException {
        usual(7, "of the usual file\n");
        var home = Map.of("XDG_RUNTIME_DIR", directory.toString());

        assertThat(AdminTokenFile.find("192.0.2.1", 7, home)).isEmpty();
        assertThat(AdminTokenFile.find("no host.invalid", 7, home)).isEmpty();
        assertThat(AdminTokenFile.find("127.0.0.1", 7, home)).isPresent();
        assertThat(AdminTokenFile.find("localhost", 8, home)).isEmpty();
    }

    @Test
    void missingConfiguredFileIsRefused() {
        var missing = Map.of(AdminTokenFile.FILE, directory.resolve("missing").toString());

        assertThatThrownBy(() -> AdminTokenFile.find("localhost", 7, missing))
                .isInstanceOf(NoSuchFileException.class);
    }

    private void usual(int port, String token) throws IOException {
        var place = AdminTokenFile.of(port, Map.of("XDG_RUNTIME_DIR", directory.toString()));
        Files.createDirectories(place.resolveSibling("."));
        Files.writeString(place, token);
    }

    private static Map<String, String> with(Map<String, String> all, String key, String value) {
        var more = new java.util.HashMap<>(all);
        more.put(key, value);
        return more;
    }
}
