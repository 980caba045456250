package io.monopod.gateway.shared;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;

class EntranceOrderTest {
    @Test
    void gathersAnewIfTheProcessWasStoppedMeanwhile() {
        var planned = Duration.ofSeconds(1);

        assertThat(EntranceOrder.hasRun(planned, Duration.ofMillis(1_100))).isTrue();
        assertThat(EntranceOrder.hasRun(planned, Duration.ofMillis(2_100))).isFalse();
    }
}
