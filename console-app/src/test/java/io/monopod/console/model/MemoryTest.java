package io.monopod.console.model;

import static org.assertj.core.api.Assertions.assertThat;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;

final class MemoryTest {
    private final Path directory;

    private final StringProperty address = new SimpleStringProperty("localhost:10000");
    private final ObjectProperty<Integer> clients = new SimpleObjectProperty<>(4);

    MemoryTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void settingsSurviveARestart() throws IOException {
        Memory first = remember();
        address.set("gateway.example:443");
        clients.set(40);
        first.save();
        address.set("");
        clients.set(0);

        remember();

        assertThat(address.get()).isEqualTo("gateway.example:443");
        assertThat(clients.get()).isEqualTo(40);
    }

    @Test
    void malformedValueIsIgnored() throws IOException {
        Files.writeString(file(), "address=elsewhere:1\nclients=many\n");

        remember();

        assertThat(address.get()).isEqualTo("elsewhere:1");
        assertThat(clients.get()).isEqualTo(4);
    }

    @Test
    void numbersStayWithinTheirLimits() throws IOException {
        Files.writeString(file(), "clients=1000000\n");

        remember();

        assertThat(clients.get()).isEqualTo(100);
    }

    @Test
    void fileIsInThePlatformsLocation() {
        Path home = Path.of("/home/me");

        assertThat(Memory.standardFile("Linux", Map.of(), home))
                .isEqualTo(Path.of("/home/me/.config/monopod/console.properties"));
        assertThat(Memory.standardFile("Linux", Map.of("XDG_CONFIG_HOME", "/cfg"), home))
                .isEqualTo(Path.of("/cfg/monopod/console.properties"));
    }

    private Memory remember() {
        return new Memory(file())
                .keep("address", address, Function.identity())
                .keep("clients", clients, 1, 100);
    }

    private Path file() {
        return directory.resolve("console.properties");
    }
}
