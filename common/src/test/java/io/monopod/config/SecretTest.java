package io.monopod.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

class SecretTest {
    private static final String LONG_ENOUGH = "0123456789abcdef";

    private final Path directory;

    SecretTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void isNeverPrinted() {
        assertThat(new Secret(LONG_ENOUGH)).hasToString("(secret)");
    }

    @Test
    void matchesItselfOnly() {
        var secret = new Secret(LONG_ENOUGH);

        assertThat(secret.matches(LONG_ENOUGH)).isTrue();
        assertThat(secret.matches(LONG_ENOUGH + "0")).isFalse();
        assertThat(secret.matches("")).isFalse();
    }

    @Test
    void fileContentIsTrimmed() throws IOException {
        var file = Files.writeString(directory.resolve("join"), LONG_ENOUGH + "\n");

        assertThat(Secret.of("join-secret", Optional.empty(), Optional.of(file)))
                .contains(new Secret(LONG_ENOUGH));
    }

    @Test
    void isEmptyIfNothingIsConfigured() {
        assertThat(Secret.of("join-secret", Optional.empty(), Optional.empty())).isEmpty();
    }

    @Test
    void refusesTwoSourcesMissingFileAndShortSecret() {
        var given = Optional.of(new Secret("short"));
        var file = Optional.of(directory.resolve("none"));

        assertThatThrownBy(() -> Secret.of("join-secret", given, file))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageContaining("only one of join-secret and join-secret-file");
        assertThatThrownBy(() -> Secret.of("join-secret", Optional.empty(), file))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageStartingWith("join-secret-file=" + file.get());
        assertThatThrownBy(() -> Secret.of("join-secret", given, Optional.empty()))
                .isInstanceOf(InvalidSetting.class)
                .hasMessage("join-secret=(secret): allowed is a secret of at least 16 characters");
    }

    @Test
    void missingFileIsCreatedAndKept() throws IOException {
        var file = directory.resolve("join");

        var made = Secret.ofOrMade("join-secret", Optional.empty(), Optional.of(file));

        assertThat(made).isPresent();
        assertThat(Secret.ofOrMade("join-secret", Optional.empty(), Optional.of(file)))
                .isEqualTo(made);
        assertThat(Secret.of("join-secret", Optional.empty(), Optional.of(file))).isEqualTo(made);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void createdSecretsDiffer() {
        var one = Optional.of(directory.resolve("one"));
        var other = Optional.of(directory.resolve("other"));

        assertThat(Secret.ofOrMade("join-secret", Optional.empty(), one))
                .isNotEqualTo(Secret.ofOrMade("join-secret", Optional.empty(), other));
    }

    @Test
    void refusesFileInMissingDirectory() {
        var file = Optional.of(directory.resolve("none").resolve("join"));

        assertThatThrownBy(() -> Secret.ofOrMade("join-secret", Optional.empty(), file))
                .isInstanceOf(InvalidSetting.class)
                .hasMessage(
                        "join-secret-file=" + file.get() + ": allowed is a file that can be made");
    }
}
