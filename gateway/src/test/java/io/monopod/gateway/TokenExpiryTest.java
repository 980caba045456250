package io.monopod.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.monopod.proto.myservice.EchoRequest;
import io.monopod.proto.myservice.EchoResponse;
import io.monopod.proto.myservice.LoginResponse;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/// `auth.end-on-expiry`, with tokens that live for three seconds.
@Timeout(120)
class TokenExpiryTest {
    private static final String CONFIG =
            """
            demo: true
            start-grace: 0s
            auth: {token-lifetime: 3s, end-on-expiry: true}
            """;

    private static final String EXPIRED = "\"reason\":\"expired\"";

    @AutoClose private ProcessSystem system;

    @BeforeEach
    void start(@TempDir Path dir) throws IOException, InterruptedException {
        system = ProcessSystem.start(dir, CONFIG, List.of("a", "b"));
    }

    @Test
    void sessionEndsWithItsToken() throws InterruptedException {
        var stream = subscribe(system.token("s"), "s");
        stream.next();

        assertThatThrownBy(() -> stream.forEachRemaining(_ -> {}))
                .hasMessage("UNAUTHENTICATED: missing or invalid token");

        Eventually.holds(() -> system.why("s").contains(EXPIRED));
    }

    /// Both sessions are watched together: when the other one has ended, this one was spared.
    @Test
    void sessionWithARenewedTokenContinues() throws Exception {
        var token = system.token("s");
        long first = token.getExpiresAt().getSeconds();
        var stream = subscribe(token, "s");
        var pod = stream.next().getPodName();
        subscribe(system.token("other"), "other").next();

        // The next whole second may be a millisecond away; the one after is not.
        Eventually.holds(() -> system.token("s").getExpiresAt().getSeconds() > first + 1);
        assertThatThrownBy(() -> stream.forEachRemaining(_ -> {})).hasMessageContaining("token");
        Eventually.holds(() -> system.why("other").contains(EXPIRED));

        assertThat(system.why("s")).doesNotContain(EXPIRED).contains(pod);
    }

    private Iterator<EchoResponse> subscribe(LoginResponse login, String session) {
        return system.with(login, session).myServiceSubscribe(EchoRequest.getDefaultInstance());
    }
}
