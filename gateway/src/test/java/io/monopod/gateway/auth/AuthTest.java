package io.monopod.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;

import io.monopod.config.InvalidSetting;
import io.monopod.config.Secret;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.gateway.Eventually;
import io.monopod.gateway.config.AuthConfig;
import io.monopod.token.Role;
import io.monopod.token.TokenCheck;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

@Timeout(60)
class AuthTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final SessionId SESSION = new SessionId("s-1");
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
            var key = KeyFile.readOrCreate(directory.resolve("key"));
            assertThat(before.verifier().verify(tokenOf(key, "us"), NOW))
                    .isEqualTo(after.verifier().verify(tokenOf(key, "us"), NOW))
                    .isInstanceOf(TokenCheck.Valid.class);
            assertThat(after.grantKey()).isEqualTo(before.grantKey());
        }
    }

    @Test
    void acceptsTokensOfAKeySetFile() throws IOException, InterruptedException {
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
            assertThat(auth.tokenRules().toString()).contains(other.id());
        }
    }

    @Test
    void acceptsTokensOfARemoteKeySetAndFollowsItsChanges()
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
    void startsWhenTheRemoteKeySetIsUnreachable() throws InterruptedException {
        var nowhere = Optional.of("http://127.0.0.1:1/keys");
        try (var auth =
                new Auth(config(Optional.empty(), nowhere), false, TokenListener.NONE, CLOCK)) {
            assertThat(auth.tokenRules().getIssuersList()).hasSize(1);
        }
    }

    @Test
    void missingKeySetFileStopsTheStart() {
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

    @Test
    void foreignKeyGrantsOnlyItsAllowedRoles() throws IOException, InterruptedException {
        var other = SigningKey.generate();
        try (var auth = auth(other.jwks())) {
            assertThat(auth.verifier().verify(tokenOf(other), NOW))
                    .isInstanceOfSatisfying(
                            TokenCheck.Valid.class,
                            valid -> assertThat(valid.claims().role()).isEqualTo(Role.NONE));
            var users =
                    new TokenIssuer(other, "idp", "them", Duration.ofHours(1))
                            .issue(new UserName("ann"), new Role("user"), SESSION, NOW);
            assertThat(auth.verifier().verify(users.text(), NOW))
                    .isInstanceOfSatisfying(
                            TokenCheck.Valid.class,
                            valid -> assertThat(valid.claims().role()).isEqualTo(new Role("user")));
        }
    }

    @Test
    void keyIsValidForItsOwnIssuerOnly() throws IOException, InterruptedException {
        var own = KeyFile.readOrCreate(directory.resolve("key"));
        var other = SigningKey.generate();
        try (var auth = auth(other.jwks())) {
            assertThat(auth.verifier().verify(tokenOf(own, "us"), NOW))
                    .isInstanceOf(TokenCheck.Valid.class);
            assertThat(auth.verifier().verify(tokenOf(own, "idp"), NOW))
                    .isInstanceOf(TokenCheck.Invalid.class);
            assertThat(auth.verifier().verify(tokenOf(other, "us"), NOW))
                    .isInstanceOf(TokenCheck.Invalid.class);
            assertThat(auth.verifier().verify(tokenOf(other, "nobody"), NOW))
                    .isInstanceOf(TokenCheck.Invalid.class);
        }
    }

    /// The foreign key has the id of the gateway's key. The gateway's own tokens stay valid, and
    /// the foreign key signs none of them, under either issuer name.
    @Test
    void foreignKeyWithOurKeyIdIsIgnored() throws IOException, InterruptedException {
        var own = KeyFile.readOrCreate(directory.resolve("key"));
        var other = SigningKey.generate();
        var posing = other.jwks().replace(other.id(), own.id());
        for (var issuer : List.of(Optional.of("idp"), Optional.<String>empty())) {
            try (var auth = auth(posing, issuer)) {
                assertThat(auth.verifier().verify(tokenOf(own, "us"), NOW))
                        .isInstanceOfSatisfying(
                                TokenCheck.Valid.class,
                                valid -> assertThat(valid.claims().role()).isEqualTo(Role.ADMIN));
                var rules = auth.tokenRules();
                assertThat(rules.getIssuersList()).hasSize(1);
                assertThat(rules.getIssuers(0).getOwn()).isTrue();
            }
        }
    }

    @Test
    void sharedSecretIsNotSentToInstances() throws IOException, InterruptedException {
        try (var auth = auth("{\"keys\":[]}")) {
            assertThat(auth.tokenRules().toString()).doesNotContain("oct").doesNotContain("HS256");
        }
    }

    @Test
    void tokenRulesChangeWithTheKeys() throws IOException, InterruptedException {
        var first = SigningKey.generate().jwks();
        var second = SigningKey.generate().jwks();
        try (var one = auth(first);
                var same = auth(first);
                var other = auth(second)) {
            assertThat(one.tokenRules().getVersion())
                    .isEqualTo(same.tokenRules().getVersion())
                    .isNotEqualTo(other.tokenRules().getVersion());
        }
    }

    /// Enough brackets to overflow the stack of a recursive parser.
    @Test
    void deeplyNestedKeySetDoesNotStopTheRefresh() throws IOException, InterruptedException {
        var key = SigningKey.generate();
        var server = new JwksServer("[".repeat(200_000));
        try (var auth =
                new Auth(
                        config(Optional.empty(), Optional.of(server.address())),
                        false,
                        TokenListener.NONE,
                        CLOCK)) {
            server.awaitRequests(1);
            server.jwks = "{\"keys\":" + "[".repeat(200_000);
            server.awaitRequests(1);
            server.jwks = "{\"keys\":[{\"kty\":7,\"use\":[],\"kid\":{}},5,null]}";
            server.awaitRequests(1);

            server.jwks = key.jwks();

            var token = tokenOf(key);
            Eventually.holds(() -> auth.verifier().verify(token, NOW) instanceof TokenCheck.Valid);
        } finally {
            server.stop();
        }
    }

    /// The headers come at once, the body byte by byte.
    @Test
    void endlessKeySetBlocksNoCaller() throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.startVirtualThread(() -> trickle(server));
            var address = "http://127.0.0.1:" + server.getLocalPort() + "/keys";
            long begin = System.nanoTime();

            try (var auth =
                    new Auth(
                            config(Optional.empty(), Optional.of(address)),
                            false,
                            TokenListener.NONE,
                            CLOCK)) {
                assertThat(auth.tokenRules().getIssuersList()).hasSize(1);
                assertThat(Duration.ofNanos(System.nanoTime() - begin))
                        .isLessThan(Duration.ofSeconds(20));
            }
        }
    }

    private static void trickle(ServerSocket server) {
        try (var socket = server.accept()) {
            var out = socket.getOutputStream();
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n".getBytes(UTF_8));
            while (!new CountDownLatch(1).await(100, TimeUnit.MILLISECONDS)) {
                out.write(' ');
                out.flush();
            }
        } catch (IOException e) {
            // The reader has given up.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void unchangedKeysKeepTheTokenCache() throws IOException, InterruptedException {
        var key = SigningKey.generate();
        var server = new JwksServer(key.jwks());
        try (var auth =
                new Auth(
                        config(Optional.empty(), Optional.of(server.address())),
                        false,
                        TokenListener.NONE,
                        CLOCK)) {
            server.awaitRequests(1);
            var before = auth.verifier();

            server.awaitRequests(2);

            assertThat(auth.verifier()).isSameAs(before);
        } finally {
            server.stop();
        }
    }

    private Auth auth(String jwks) throws IOException, InterruptedException {
        return auth(jwks, Optional.of("idp"));
    }

    private Auth auth(String jwks, Optional<String> issuer)
            throws IOException, InterruptedException {
        var file = Files.writeString(directory.resolve("jwks"), jwks).toString();
        var config = config(Optional.of(directory.resolve("key")), Optional.of(file), issuer);
        return new Auth(config, false, TokenListener.NONE, CLOCK);
    }

    private static AuthConfig config(Optional<Path> keyFile, Optional<String> jwks) {
        return config(keyFile, jwks, Optional.of("idp"));
    }

    private static AuthConfig config(
            Optional<Path> keyFile, Optional<String> jwks, Optional<String> foreignIssuer) {
        return new AuthConfig(
                "us",
                "them",
                Duration.ofHours(1),
                false,
                keyFile,
                Optional.empty(),
                jwks,
                Duration.ofSeconds(1),
                foreignIssuer,
                List.of("user"),
                Optional.of(new Secret("0123456789abcdef0123456789abcdef")),
                Optional.empty());
    }

    private static String tokenOf(SigningKey key) {
        return tokenOf(key, "idp");
    }

    private static String tokenOf(SigningKey key, String issuer) {
        return new TokenIssuer(key, issuer, "them", Duration.ofHours(1))
                .issue(new UserName("ann"), Role.ADMIN, SESSION, NOW)
                .text();
    }

    /// Serves a key set that can change.
    private static final class JwksServer {
        private final HttpServer server;
        private final Semaphore requests = new Semaphore(0);
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
                        requests.release();
                    });
            server.start();
        }

        /// Waits for this many further requests.
        void awaitRequests(int times) throws InterruptedException {
            requests.drainPermits();
            assertThat(requests.tryAcquire(times, 30, TimeUnit.SECONDS)).isTrue();
        }

        String address() {
            return "http://127.0.0.1:" + server.getAddress().getPort() + "/keys";
        }

        void stop() {
            server.stop(0);
        }
    }
}
