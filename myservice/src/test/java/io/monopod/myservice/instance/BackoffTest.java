package io.monopod.myservice.instance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Random;

class BackoffTest {
    private final Backoff backoff = new Backoff(new Random(1));

    @Test
    void doublesUpToItsLimitAndLeavesHalfToChance() {
        for (var full : new long[] {100, 200, 400, 800, 1000, 1000, 1000}) {
            assertThat(backoff.next())
                    .isBetween(Duration.ofMillis(full / 2), Duration.ofMillis(full));
        }
    }

    @Test
    void startsAnewAfterASuccess() {
        for (int i = 0; i < 10; i++) {
            var _ = backoff.next();
        }

        backoff.reset();

        assertThat(backoff.next()).isLessThanOrEqualTo(Backoff.FIRST);
    }
}
