package io.monopod.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.gateway.auth.SigningKey;
import io.monopod.gateway.auth.TokenIssuer;
import io.monopod.token.Role;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

@Timeout(30)
class AccessTest {
    private final AdminServer server = new AdminServer();

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, '', 200",
        "127.0.0.1, '', 200",
        "[::1], '', 200",
        "localhost, http://localhost:3000, 200",
        "localhost, http://evil.example, 401",
        "localhost, null, 401",
        "evil.example, '', 401",
        "127.0.0.1.evil.example, '', 401",
        "evil.example, http://evil.example, 401",
        "10.0.0.1, '', 401"
    })
    void onlyWhoSitsAtThisMachineNeedsNoToken(String host, String origin, int status)
            throws IOException {
        var header = origin.isEmpty() ? "" : "Origin: " + origin + "\r\n";

        assertThat(status("GET", "/api/v1/instances", host + ":" + server.port(), header))
                .isEqualTo(status);
        assertThat(status("DELETE", "/api/v1/sessions/s-1", host, header))
                .isEqualTo(status == 200 ? 404 : status);
    }

    @Test
    void fromElsewhereATokenWithRoleAdminIsNeeded() throws IOException {
        assertThat(statusWith(server.key, Role.ADMIN)).isEqualTo(200);
        assertThat(statusWith(server.key, new Role("user"))).isEqualTo(403);
        assertThat(statusWith(server.key, Role.NONE)).isEqualTo(403);
        assertThat(statusWith(SigningKey.generate(), Role.ADMIN)).isEqualTo(401);
    }

    private int statusWith(SigningKey key, Role role) throws IOException {
        var token =
                new TokenIssuer(key, "us", "them", Duration.ofHours(1))
                        .issue(new UserName("ann"), role, new SessionId("s-1"), Instant.now());
        var header = "Authorization: Bearer " + token.text() + "\r\n";
        return status("GET", "/api/v1/instances", "gateway.example", header);
    }

    /// Over a bare socket, because Java's client does not let a caller choose the `Host`.
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
