package io.monopod.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.monopod.config.InvalidSetting;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

class KeyFileTest {
    /// The output of `openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256`.
    private static final String OPENSSL_PEM =
            """
            -----BEGIN PRIVATE KEY-----
            MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgqDgZsJ+sut0pWD7B
            wyFK9mnBVjeHgOUOX6CN5DzJl6ShRANCAARalGQbgz3NcyrZWxldsCXwGmGHDf5V
            Xv1AICcbHXt07s7me+N2GzOfLSLQ4auiJ6KUqN17ftW/0ATuAir+cLNr
            -----END PRIVATE KEY-----
            """;

    private final Path file;

    KeyFileTest(@TempDir Path directory) {
        file = directory.resolve("key.jwk");
    }

    @Test
    void missingFileIsCreatedForItsOwnerOnly() throws IOException {
        KeyFile.readOrCreate(file);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (var files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void keySurvivesARestart() {
        var first = KeyFile.readOrCreate(file);
        var second = KeyFile.readOrCreate(file);

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.jwks()).isEqualTo(first.jwks());
    }

    @Test
    void readsKeysWrittenByOpenssl() throws IOException {
        Files.writeString(file, OPENSSL_PEM);

        assertThat(KeyFile.readOrCreate(file).jwks())
                .contains(
                        "WpRkG4M9zXMq2VsZXbAl8Bphhw3-VV79QCAnGx17dO4",
                        "zuZ743YbM58tItDhq6InopSo3Xt-1b_QBO4CKv5ws2s");
    }

    @Test
    void keyIdIsTheThumbprint() throws IOException {
        // The example of RFC 7517, appendix A.2.
        Files.writeString(
                file,
                """
                {"kty":"EC","crv":"P-256",
                 "x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",
                 "y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM",
                 "d":"870MB6gfuTJ4HtUnUvYMyJpr5eUZNP4Bk43bVdj3eAE",
                 "use":"enc","kid":"1"}
                """);

        assertThat(KeyFile.readOrCreate(file).id())
                .isEqualTo("cn-I_WNMClehiVp51i_0VpOENW1upEerA8sEam5hn-s");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "-----BEGIN PRIVATE KEY-----",
                "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----",
                "{\"kty\":\"oct\",\"k\":\"c2VjcmV0\"}",
                "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4\",\"y\":\"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM\"}",
                "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4\",\"y\":\"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM\",\"d\":\"AQ\"}"
            })
    void refusesAnInvalidKeyWithoutPrintingIt(String text) throws IOException {
        Files.writeString(file, text);

        assertThatThrownBy(() -> KeyFile.readOrCreate(file))
                .isInstanceOf(InvalidSetting.class)
                .hasMessage(
                        "auth.key-file="
                                + file
                                + ": allowed is a P-256 private key, as a JWK or in PEM (PKCS #8)")
                .hasNoCause();
    }

    @Test
    void refusesAPathThatCannotBeCreated() {
        assertThatThrownBy(() -> KeyFile.readOrCreate(file.resolve("below")))
                .isInstanceOf(InvalidSetting.class);
    }
}
