package io.monopod.scenarios.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import org.junit.jupiter.api.Test;

import java.time.Duration;

class ArrivalTest {
    @Test
    void atOnceHasNoDelay() {
        assertThat(new Arrival.AllAtOnce().offset(9, 10)).isZero();
    }

    @Test
    void rampStartsAtOnceAndEndsInTime() {
        Arrival ramp = new Arrival.Ramp(Duration.ofSeconds(9));

        assertThat(ramp.offset(0, 10)).isZero();
        assertThat(ramp.offset(5, 10)).isEqualTo(Duration.ofSeconds(5));
        assertThat(ramp.offset(9, 10)).isEqualTo(Duration.ofSeconds(9));
        assertThat(ramp.offset(0, 1)).isZero();
    }

    @Test
    void rateSpacesClientsEvenly() {
        Arrival rate = new Arrival.PerSecond(4);

        assertThat(rate.offset(0, 10)).isZero();
        assertThat(rate.offset(3, 10)).isEqualTo(Duration.ofMillis(750));
    }

    @Property
    void clientsStartInOrder(@ForAll @IntRange(min = 1, max = 500) int count) {
        Arrival ramp = new Arrival.Ramp(Duration.ofSeconds(3));
        for (int i = 1; i < count; i++) {
            assertThat(ramp.offset(i, count)).isGreaterThanOrEqualTo(ramp.offset(i - 1, count));
        }
    }

    @Test
    void invalidPaceIsRefused() {
        assertThatThrownBy(() -> new Arrival.PerSecond(0)).hasMessageContaining("rate");
        assertThatThrownBy(() -> new Arrival.PerSecond(Double.NaN)).hasMessageContaining("rate");
        assertThatThrownBy(() -> new Arrival.Ramp(Duration.ofSeconds(-1)))
                .hasMessageContaining("ramp");
    }
}
