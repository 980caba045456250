package io.monopod.whole;

import static io.monopod.whole.WholeSystem.echo;
import static io.monopod.whole.WholeSystem.shutdown;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.gateway.auth.SigningKey;
import io.monopod.gateway.auth.TokenIssuer;
import io.monopod.token.Role;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Tokens of another issuer, at the gateway and at the instance behind it.
@Timeout(120)
class ForeignTokensTest {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final String BAD_TOKEN = "UNAUTHENTICATED: missing or invalid token";

    private final Path directory;

    ForeignTokensTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void foreignIssuerMayRotateKeys() throws Exception {
        var first = SigningKey.generate();
        var second = SigningKey.generate();
        var jwks = directory.resolve("jwks");
        publish(first, jwks);
        try (var system =
                WholeSystem.start(
                        directory,
                        "auth: {jwks: %s, jwks-refresh: 1s, foreign-issuer: them}"
                                .formatted(jwks))) {
            var before = token(first, "s-1");
            var after = token(second, "s-1");
            assertThat(echo(system.gateway(before, "s-1"))).isEqualTo("OK: " + system.pod());
            assertThat(echo(system.gateway(after, "s-1"))).isEqualTo(BAD_TOKEN);
            assertThat(echo(system.instance(after, "s-1"))).isEqualTo(BAD_TOKEN);

            publish(second, jwks);

            // The session continues, with tokens of the new key only.
            WholeSystem.await(
                    () -> echo(system.gateway(after, "s-1")), ("OK: " + system.pod())::equals);
            assertThat(echo(system.gateway(before, "s-1"))).isEqualTo(BAD_TOKEN);
            assertThat(shutdown(system.gateway(after, "s-1"))).isEqualTo("OK: " + system.pod());
            // The instance gets the keys with a heartbeat.
            WholeSystem.await(
                    () -> echo(system.instance(token(second, "s-2"), "s-2")),
                    ("OK: " + system.pod())::equals);
            assertThat(echo(system.instance(token(first, "s-2"), "s-2"))).isEqualTo(BAD_TOKEN);
        }
    }

    @Test
    void sharedSecretTokenIsValidAtGatewayOnly() throws Exception {
        var secret = Files.writeString(directory.resolve("hs256"), SECRET);
        try (var system =
                WholeSystem.start(directory, "auth: {hs256-secret-file: %s}".formatted(secret))) {
            var token = hs256("s-1");
            // It takes no slot, so the next session finds the instance free.
            assertThat(echo(system.instance(hs256("s-0"), "s-0"))).isEqualTo(BAD_TOKEN);

            assertThat(echo(system.gateway(token, "s-1"))).isEqualTo("OK: " + system.pod());
            assertThat(echo(system.gateway("Bearer " + token, "s-1")))
                    .isEqualTo("OK: " + system.pod());
            // Not even for the current session.
            assertThat(echo(system.instance(token, "s-1"))).isEqualTo(BAD_TOKEN);
            assertThat(shutdown(system.instance(token, "s-1"))).isEqualTo(BAD_TOKEN);
            assertThat(shutdown(system.gateway(token, "s-1"))).isEqualTo("OK: " + system.pod());
        }
    }

    /// Atomic: no reader sees a half-written file.
    private static void publish(SigningKey key, Path jwks) throws Exception {
        var next = Files.writeString(jwks.resolveSibling("jwks.next"), key.jwks());
        Files.move(next, jwks, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String token(SigningKey key, String session) {
        return new TokenIssuer(key, "them", "monopod", Duration.ofHours(1))
                .issue(new UserName("ann"), new Role("user"), new SessionId(session), Instant.now())
                .text();
    }

    private static String hs256(String session) throws Exception {
        var content =
                base64("{\"alg\":\"HS256\"}".getBytes(UTF_8))
                        + "."
                        + base64(
                                """
                                {"iss":"monopod","aud":"monopod","sub":"ann","role":"user",\
                                "session_id":"%s","exp":%d}"""
                                        .formatted(
                                                session,
                                                Instant.now().plusSeconds(600).getEpochSecond())
                                        .getBytes(UTF_8));
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"));
        return content + "." + base64(mac.doFinal(content.getBytes(US_ASCII)));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
