package io.monopod.instance.registration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Random;

class RetryBackoffTest {
    private final RetryBackoff backoff = new RetryBackoff(new Random(1));

    @Test
    void doublesUpToLimitWithHalfRandom() {
        for (var full : new long[] {100, 200, 400, 800, 1000, 1000, 1000}) {
            assertThat(backoff.next())
                    .isBetween(Duration.ofMillis(full / 2), Duration.ofMillis(full));
        }
    }

    @Test
    void resetsAfterSuccess() {
        for (int i = 0; i < 10; i++) {
            var _ = backoff.next();
        }

        backoff.reset();

        assertThat(backoff.next()).isLessThanOrEqualTo(RetryBackoff.FIRST);
    }
}
