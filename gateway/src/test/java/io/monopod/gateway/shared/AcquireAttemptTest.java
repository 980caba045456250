package io.monopod.gateway.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.contract.ClusterName;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.gateway.assign.Refusal;

import org.junit.jupiter.api.Test;

import java.time.Instant;

final class AcquireAttemptTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    /// The leader has the store back, and this gateway has not yet.
    @Test
    void waitingCallWaitsOnIfItsClaimIsLate() {
        assertThat(attempt(NOW.plusSeconds(30)).granted(null, NOW)).isNull();
    }

    @Test
    void callThatDoesNotWaitIsToldOfALateClaim() {
        assertThat(attempt(Instant.MIN).granted(null, NOW))
                .isInstanceOf(Refusal.StoreUnavailable.class);
    }

    private static AcquireAttempt attempt(Instant until) {
        return new AcquireAttempt(
                new ClusterName("myservice"),
                new SessionId("s-1"),
                new UserName("ann"),
                NOW,
                until,
                false);
    }
}
