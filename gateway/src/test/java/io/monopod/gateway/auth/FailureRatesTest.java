package io.monopod.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.vouch.MacKey;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

class FailureRatesTest {
    private static final Peer ONE = new Peer("10.0.0.1", "10.0.0.1:1");
    private static final Peer NEIGHBOUR = new Peer("10.0.0.1", "10.0.0.1:2");
    private static final Peer OTHER = new Peer("10.0.0.2", "10.0.0.2:1");

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1000); // as nanoTime may be
    private final FailureRates rates = new FailureRates(now::get, MacKey.of(new byte[32]));

    @Test
    void nameThatFailsTooOftenIsRefusedToThatAddressOnly() {
        assertThat(failuresUntilRefused(ONE, "ann")).isEqualTo(20);

        assertThat(rates.allow(NEIGHBOUR, "ann")).isFalse();
        assertThat(rates.allow(ONE, "bob")).isTrue();
        assertThat(rates.allow(OTHER, "ann")).isTrue();

        now.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(failuresUntilRefused(ONE, "ann")).isEqualTo(1);
    }

    @Test
    void connectionThatFailsTooOftenIsRefused() {
        int failures = 0;
        while (rates.allow(ONE, "user" + failures)) {
            rates.failed(ONE, "user" + failures);
            failures++;
        }

        assertThat(failures).isEqualTo(50);
        assertThat(rates.allow(NEIGHBOUR, "ann")).isTrue();
    }

    @Test
    void addressThatFailsTooOftenIsRefused() {
        int failures = 0;
        while (rates.allow(connection(failures), "user" + failures)) {
            rates.failed(connection(failures), "user" + failures);
            failures++;
        }

        assertThat(failures).isEqualTo(1000);
        assertThat(rates.allow(OTHER, "ann")).isTrue();
    }

    /// With one bucket for several names, about one newcomer in twenty was refused.
    @Test
    void newcomerIsNotRefusedForTheFailuresOfTwoHundredOthers() {
        for (int i = 0; i < 200; i++) {
            var attacker = new Peer("10.0.0." + i, "10.0.0." + i + ":1");
            failuresUntilRefused(attacker, "user" + i);
        }

        for (int i = 0; i < 1000; i++) {
            var newcomer = new Peer("10.1.0." + i, "10.1.0." + i + ":1");
            assertThat(rates.allow(newcomer, "ann")).isTrue();
        }
    }

    /// "Aa" and "BB" have the same `hashCode`, and so have any strings that are made of them.
    @Test
    void nobodyCanChooseANameThatSharesTheLimitOfAnother() {
        assertThat("Aa.ann").hasSameHashCodeAs("BB.ann");
        failuresUntilRefused(ONE, "Aa.ann");

        assertThat(rates.allow(NEIGHBOUR, "BB.ann")).isTrue();
    }

    private int failuresUntilRefused(Peer peer, String name) {
        int failures = 0;
        while (rates.allow(peer, name)) {
            rates.failed(peer, name);
            failures++;
        }
        return failures;
    }

    private static Peer connection(int port) {
        return new Peer("10.0.0.1", "10.0.0.1:" + port);
    }
}
