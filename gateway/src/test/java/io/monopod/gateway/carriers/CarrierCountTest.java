package io.monopod.gateway.carriers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;

class CarrierCountTest {
    private final CarrierCount count = new CarrierCount(2);
    private long work;

    @Test
    void oneCarrierIsDroppedWhenNoThreadWaits() {
        assertThat(afterAll(199, 0)).isEqualTo(2);
        assertThat(after(0)).isEqualTo(1);
    }

    @Test
    void lastCarrierStays() {
        assertThat(afterAll(1_000, 0)).isEqualTo(1);
    }

    @Test
    void oneCarrierIsAddedWhenThreadsWaitEverySample() {
        afterAll(200, 0);

        assertThat(afterAll(9, 3)).isEqualTo(1);
        assertThat(after(1)).isEqualTo(2);
    }

    @Test
    void carriersNeverExceedTheStartCount() {
        assertThat(afterAll(1_000, 5)).isEqualTo(2);
    }

    @Test
    void occasionalWaitingChangesNothing() {
        afterAll(200, 0);

        for (int round = 0; round < 100; round++) {
            afterAll(9, 1);
            assertThat(after(0)).isEqualTo(1);
        }
    }

    @Test
    void noCarrierIsDroppedWhenThreadsWaitOften() {
        for (int round = 0; round < 100; round++) {
            afterAll(2, 0);
            assertThat(after(1)).isEqualTo(2);
        }
    }

    @Test
    void idleWindowRestoresAllCarriersAndSamplesSeldom() {
        afterAll(200, 0);
        assertThat(count.pause()).isEqualTo(Duration.ofMillis(5));

        assertThat(afterAllIdle(400)).isEqualTo(2);
        assertThat(count.pause()).isEqualTo(Duration.ofMillis(250));
    }

    @Test
    void newWorkMakesSamplingFrequentAgain() {
        afterAllIdle(400);

        after(0);

        assertThat(count.pause()).isEqualTo(Duration.ofMillis(5));
        assertThat(afterAll(200, 0)).isEqualTo(1);
    }

    private int after(long waiting) {
        return count.after(waiting, ++work);
    }

    private int afterAllIdle(int times) {
        int last = 0;
        for (int time = 0; time < times; time++) {
            last = count.after(0, work);
        }
        return last;
    }

    private int afterAll(int times, long waiting) {
        int last = 0;
        for (int time = 0; time < times; time++) {
            last = after(waiting);
        }
        return last;
    }
}
