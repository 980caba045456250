package io.monopod.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.monopod.config.InvalidSetting;
import io.monopod.contract.UserName;
import io.monopod.token.Role;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

class UsersFileTest {
    private static final String TAIL = "7crfCJ/IOCAv7RSPETqQQuvM4gd.T78jtmINP1Ajc4Z0kNg9Ol9yy";

    private final Path file;

    UsersFileTest(@TempDir Path directory) {
        file = directory.resolve("users.yaml");
    }

    @Test
    void readsEachUserWithHashAndRole() throws IOException {
        write(
                """
                users:
                  - {name: ann, password-hash: $2a$10$TAIL, role: admin}
                  - {name: bob, password-hash: $2y$10$TAIL}
                """);

        assertThat(UsersFile.read(file))
                .containsExactly(
                        new User(
                                new UserName("ann"),
                                new PasswordHash("$2a$10$" + TAIL),
                                Role.ADMIN),
                        new User(
                                new UserName("bob"),
                                new PasswordHash("$2y$10$" + TAIL),
                                new Role("user")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {name: ann, password-hash: plain}        | users[0].password-hash=(hash) (FILE:1): allowed is a bcrypt hash of cost 10 to 16
                    {name: ann, password-hash: $2a$09$TAIL}  | users[0].password-hash=(hash) (FILE:1): allowed is a bcrypt hash of cost 10 to 16
                    {name: ann}                              | users[0].password-hash (default): a value is needed
                    {password: secret}                       | unknown key users[0].password (FILE:1): allowed is name, password-hash, role
                    {name: a, password-hash: $2a$10$TAIL}, {name: a, password-hash: $2a$10$TAIL} | users[1].name=a (FILE:1): allowed is each name once
                    {name: a, password-hash: $2a$10$TAIL}, {name: b, password-hash: $2a$12$TAIL} | users[1].password-hash=(hash) (FILE:1): allowed is a hash of cost 10, like that of the other users
                    """)
    void errorMessageShowsNoHash(String users, String line) throws IOException {
        write("users: [" + users + "]");

        assertThatThrownBy(() -> UsersFile.read(file))
                .isInstanceOf(InvalidSetting.class)
                .hasMessage(
                        "auth.users-file=FILE: allowed is a file of users, but "
                                .concat(line)
                                .replace("FILE", file.toString()));
    }

    @Test
    void acceptsTheOutputOfHashPassword() throws IOException {
        var out = new ByteArrayOutputStream();
        var in = new ByteArrayInputStream("correct horse\n".getBytes(StandardCharsets.UTF_8));

        int code =
                HashPassword.run(
                        in, new PrintStream(out, true, StandardCharsets.UTF_8), System.err);
        write(
                "users: [{name: ann, password-hash: "
                        + out.toString(StandardCharsets.UTF_8).strip()
                        + "}]");

        assertThat(code).isZero();
        assertThat(UsersFile.read(file).getFirst().passwordHash().matches("correct horse"))
                .isTrue();
    }

    @Test
    void hashPasswordRefusesAnEmptyPassword() throws IOException {
        var err = new ByteArrayOutputStream();
        var nothing = new ByteArrayInputStream(new byte[0]);

        int code =
                HashPassword.run(
                        nothing, System.out, new PrintStream(err, true, StandardCharsets.UTF_8));

        assertThat(code).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualToIgnoringNewLines("hash-password: a password must have 1 to 72 bytes");
    }

    private void write(String text) throws IOException {
        Files.writeString(file, text.replace("TAIL", TAIL));
    }
}
