package io.monopod.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;

import io.monopod.config.InvalidSetting;
import io.monopod.config.Secret;
import io.monopod.contract.Names;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.gateway.Eventually;
import io.monopod.gateway.config.AuthConfig;
import io.monopod.token.Role;
import io.monopod.token.TokenCheck;
import io.monopod.token.TokenKeys;
import io.monopod.token.TokenVerifier;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

@Timeout(20)
class AuthTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final InstantSource CLOCK = InstantSource.fixed(NOW);

    private final Path directory;

    AuthTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void tokensSurviveARestartWithAKeyFile() throws InterruptedException {
        var config = config(Optional.of(directory.resolve("key")), Optional.empty());
        try (var before = new Auth(config, true, TokenListener.NONE, CLOCK);
                var after = new Auth(config, true, TokenListener.NONE, CLOCK)) {
            assertThat(controlVerifier(after.jwks()).verify(before.controlToken().get(), NOW))
                    .isInstanceOf(TokenCheck.Valid.class);
        }
    }

    @Test
    void takesTokensOfAKeySetInAFile() throws IOException, InterruptedException {
        var other = SigningKey.generate();
        var jwks = Files.writeString(directory.resolve("jwks"), other.jwks()).toString();
        try (var auth =
                new Auth(
                        config(Optional.empty(), Optional.of(jwks)),
                        false,
                        TokenListener.NONE,
                        CLOCK)) {
            assertThat(auth.verifier().verify(tokenOf(other), NOW))
                    .isInstanceOf(TokenCheck.Valid.class);
            assertThat(auth.jwks()).contains(other.id());
        }
    }

    @Test
    void takesTokensOfAKeySetAtAnAddressAndFollowsItsChanges()
            throws IOException, InterruptedException {
        var first = SigningKey.generate();
        var second = SigningKey.generate();
        var server = new JwksServer(first.jwks());
        try (var auth =
                new Auth(
                        config(Optional.empty(), Optional.of(server.address())),
                        false,
                        TokenListener.NONE,
                        CLOCK)) {
            assertThat(auth.verifier().verify(tokenOf(first), NOW))
                    .isInstanceOf(TokenCheck.Valid.class);

            server.jwks = second.jwks();
            var token = tokenOf(second);
            Eventually.holds(() -> auth.verifier().verify(token, NOW) instanceof TokenCheck.Valid);

            assertThat(auth.verifier().verify(tokenOf(first), NOW))
                    .isInstanceOf(TokenCheck.Invalid.class);
        } finally {
            server.stop();
        }
    }

    @Test
    void startsEvenIfTheAddressDoesNotAnswer() throws InterruptedException {
        var nowhere = Optional.of("http://127.0.0.1:1/keys");
        try (var auth =
                new Auth(config(Optional.empty(), nowhere), false, TokenListener.NONE, CLOCK)) {
            assertThat(auth.jwks()).contains("\"keys\":[{");
        }
    }

    @Test
    void doesNotStartWithoutTheFileOfAKeySet() {
        var missing = Optional.of(directory.resolve("none").toString());

        assertThatThrownBy(
                        () ->
                                new Auth(
                                        config(Optional.empty(), missing),
                                        false,
                                        TokenListener.NONE,
                                        CLOCK))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageStartingWith("auth.jwks=");
    }

    private static AuthConfig config(Optional<Path> keyFile, Optional<String> jwks) {
        return new AuthConfig(
                "us",
                "them",
                Duration.ofHours(1),
                false,
                keyFile,
                Optional.empty(),
                jwks,
                Duration.ofSeconds(1),
                Optional.of(new Secret("0123456789abcdef0123456789abcdef")),
                Optional.empty());
    }

    private static String tokenOf(SigningKey key) {
        return new TokenIssuer(key, "us", "them", Duration.ofHours(1))
                .issue(new UserName("ann"), Role.ADMIN, new SessionId("s-1"), NOW)
                .text();
    }

    private static TokenVerifier controlVerifier(String jwks) {
        return new TokenVerifier(TokenKeys.ofJwks(jwks), "us", Names.CONTROL_AUDIENCE);
    }

    /// Serves a key set that can change.
    private static final class JwksServer {
        private final HttpServer server;
        private volatile String jwks;

        JwksServer(String jwks) throws IOException {
            this.jwks = jwks;
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext(
                    "/keys",
                    exchange -> {
                        var bytes = this.jwks.getBytes(StandardCharsets.UTF_8);
                        exchange.sendResponseHeaders(200, bytes.length);
                        exchange.getResponseBody().write(bytes);
                        exchange.close();
                    });
            server.start();
        }

        String address() {
            return "http://127.0.0.1:" + server.getAddress().getPort() + "/keys";
        }

        void stop() {
            server.stop(0);
        }
    }
}
