package io.monopod.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.monopod.config.InvalidSetting;
import io.monopod.gateway.auth.SigningKey;
import io.monopod.gateway.config.AdminListener;
import io.monopod.tls.ServerTls;
import io.monopod.token.Role;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

@Timeout(30)
class AdminAccessTest {
    private final AdminServer server = new AdminServer();

    @AfterEach
    void stop() {
        server.close();
    }

    /// Headers that claim a local client. Any program can send them.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/instances",
                "/api/v1/instances/",
                "/%61pi/v1/instances",
                "//api/v1/instances",
                "/./api/v1/instances",
                "/health/../api/v1/instances",
                "/api/v1/instances;x",
                "/api/v1/instances?x",
                "/api/v1/nothing"
            })
    void noApiPathAnswersWithoutAToken(String path) throws IOException {
        assertThat(status("GET", path, "localhost", "")).isIn(400, 401, 404);
        assertThat(status("GET", path, "localhost", "Origin: http://localhost\r\n"))
                .isIn(400, 401, 404);
    }

    @Test
    void missingOrWrongTokenIsUnauthorized() throws IOException {
        assertThat(status("GET", "/api/v1/instances", "localhost", "")).isEqualTo(401);
        assertThat(status("DELETE", "/api/v1/sessions/s-1", "127.0.0.1", "")).isEqualTo(401);
        assertThat(status("HEAD", "/api/v1/events", "localhost", "")).isEqualTo(401);
        assertThat(status("TRACE", "/api/v1/policy", "localhost", "")).isEqualTo(401);
        assertThat(statusWith("x".repeat(64))).isEqualTo(401);
        assertThat(statusWith("")).isEqualTo(401);
    }

    @Test
    void processTokenIsAccepted(@TempDir Path directory) throws IOException {
        var file = directory.resolve("new/token");
        var listener = new AdminListener("", 0, Optional.of(file), Optional.empty(), ServerTls.OFF);
        server.own.writeFile(listener, 0);
        var token = Files.readString(file).strip();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(statusWith(token)).isEqualTo(200);
        assertThat(statusWith(token.substring(1))).isEqualTo(401);
        assertThat(status("GET", "/api/v1/policy", "localhost", header(token) + header(token)))
                .as("two headers could name two users")
                .isEqualTo(401);

        server.own.close();
        assertThat(file).doesNotExist();
    }

    @Test
    void tokenFileOfAnotherProcessIsNotDeleted(@TempDir Path directory) throws IOException {
        var file = directory.resolve("token");
        var listener = new AdminListener("", 0, Optional.of(file), Optional.empty(), ServerTls.OFF);
        server.own.writeFile(listener, 0);
        try (var next = new AdminToken()) {
            next.writeFile(listener, 0);

            server.own.close();

            assertThat(file).exists();
        }
    }

    @Test
    void tokenFileCanBeGroupReadable(@TempDir Path directory) throws IOException {
        var file = Files.writeString(directory.resolve("token"), "of a process that was killed");
        var group = Files.readAttributes(file, PosixFileAttributes.class).group().getName();

        server.own.writeFile(
                new AdminListener("", 0, Optional.of(file), Optional.of(group), ServerTls.OFF), 0);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
        assertThat(statusWith(Files.readString(file).strip())).isEqualTo(200);
    }

    @Test
    void unwritableTokenFileStopsTheStart(@TempDir Path directory) throws IOException {
        var noDirectory = Files.writeString(directory.resolve("file"), "").resolve("token");
        var listener =
                new AdminListener("", 0, Optional.of(noDirectory), Optional.empty(), ServerTls.OFF);

        assertThatThrownBy(() -> server.own.writeFile(listener, 0))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageContaining("admin.token-file");
    }

    @Test
    void administratorNeedsAdminRoleAndGatewayKey() throws IOException {
        assertThat(statusOf(server.key, "ann", Role.ADMIN)).isEqualTo(200);
        assertThat(statusOf(server.key, "ann", new Role("user"))).isEqualTo(403);
        assertThat(statusOf(server.key, "ann", Role.NONE)).isEqualTo(403);
        assertThat(statusOf(SigningKey.generate(), "ann", Role.ADMIN)).isEqualTo(401);
    }

    @Test
    void demoUserIsNoAdministrator() throws IOException {
        assertThat(statusOf(server.key, "TestUser", Role.ADMIN)).isEqualTo(403);
    }

    private int statusOf(SigningKey key, String user, Role role) throws IOException {
        return statusWith(AdminServer.token(key, user, role));
    }

    private int statusWith(String token) throws IOException {
        return status("GET", "/api/v1/instances", "gateway.example", header(token));
    }

    private static String header(String token) {
        return "Authorization: Bearer " + token + "\r\n";
    }

    /// Over a plain socket, because Java's client does not let a caller set `Host`.
    private int status(String method, String path, String host, String header) throws IOException {
        var request =
                "%s %s HTTP/1.1\r\nHost: %s\r\n%sConnection: close\r\n\r\n"
                        .formatted(method, path, host, header);
        try (var socket = new Socket("localhost", server.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            var lines =
                    new BufferedReader(
                            new InputStreamReader(
                                    socket.getInputStream(), StandardCharsets.US_ASCII));
            return Integer.parseInt(
                    lines.readLine().substring("HTTP/1.1 ".length()).substring(0, 3));
        }
    }
}
