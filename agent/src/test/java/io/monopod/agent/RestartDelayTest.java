package io.monopod.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;

class RestartDelayTest {
    private final RestartDelay delay = new RestartDelay();

    @Test
    void firstRestartIsAtOnce() {
        assertThat(delay.afterDeath(Duration.ZERO)).isZero();
    }

    @Test
    void doublesUpToTheLimit() {
        delay.afterDeath(Duration.ZERO);

        assertThat(delay.afterDeath(Duration.ZERO)).isEqualTo(RestartDelay.FIRST);
        assertThat(delay.afterDeath(Duration.ZERO)).isEqualTo(RestartDelay.FIRST.multipliedBy(2));
        for (int i = 0; i < 100; i++) {
            assertThat(delay.afterDeath(Duration.ZERO)).isLessThanOrEqualTo(RestartDelay.LIMIT);
        }
        assertThat(delay.afterDeath(Duration.ZERO)).isEqualTo(RestartDelay.LIMIT);
    }

    @Test
    void processThatLivedBeginsAnew() {
        delay.afterDeath(Duration.ZERO);
        delay.afterDeath(Duration.ZERO);

        assertThat(delay.afterDeath(RestartDelay.LONG_ENOUGH)).isZero();
    }

    @Test
    void servedSessionBeginsAnew() {
        delay.afterDeath(Duration.ZERO);
        delay.afterService();

        assertThat(delay.afterDeath(Duration.ZERO)).isZero();
    }
}
