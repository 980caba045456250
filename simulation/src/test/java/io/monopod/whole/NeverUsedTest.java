package io.monopod.whole;

import static io.monopod.whole.WholeSystem.echo;
import static io.monopod.whole.WholeSystem.shutdown;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.time.Duration;
import java.time.Instant;

/// A session whose first call ends it, and one whose second call ends it.
@Timeout(60)
class NeverUsedTest {
    private final Path directory;
    private final SigningKey key = SigningKey.generate();

    NeverUsedTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void gatewayReportsNeverUsedForSessionThatDidNotBegin() throws Exception {
        var jwks = Files.writeString(directory.resolve("jwks"), key.jwks());
        try (var system = WholeSystem.start(directory, "auth: {jwks: %s}".formatted(jwks))) {
            assertThat(shutdown(system.gateway(token("s-1"), "s-1")))
                    .isEqualTo("PERMISSION_DENIED: Server session is not set");

            WholeSystem.await(() -> why(system, "s-1"), text -> text.contains("\"ended\""));
            assertThat(why(system, "s-1")).contains("\"reason\":\"never-used\"");
            assertThat(system.admin("/metrics"))
                    .contains(ended("never-used") + " 1.0")
                    .doesNotContain(ended("shutdown"));

            // The instance is free for the next session, which ends normally.
            assertThat(echo(system.gateway(token("s-2"), "s-2"))).isEqualTo("OK: " + system.pod());
            assertThat(shutdown(system.gateway(token("s-2"), "s-2")))
                    .isEqualTo("OK: " + system.pod());
            WholeSystem.await(() -> why(system, "s-2"), text -> text.contains("\"ended\""));
            assertThat(why(system, "s-2")).contains("\"reason\":\"shutdown\"");
            assertThat(system.admin("/metrics")).contains(ended("shutdown") + " 1.0");
        }
    }

    private static String why(WholeSystem system, String session) {
        return system.admin("/api/v1/why/" + session);
    }

    private static String ended(String reason) {
        return "monopod_sessions_ended_total{cluster=\"myservice\",reason=\"" + reason + "\"}";
    }

    private String token(String session) {
        return new TokenIssuer(key, "monopod", "monopod", Duration.ofHours(1))
                .issue(new UserName("ann"), new Role("user"), new SessionId(session), Instant.now())
                .text();
    }
}
