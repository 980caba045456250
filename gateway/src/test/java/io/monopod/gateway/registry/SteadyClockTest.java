package io.monopod.gateway.registry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

class SteadyClockTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final AtomicReference<Instant> wall = new AtomicReference<>(START);
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - SECOND);
    private final SteadyClock clock = new SteadyClock(wall::get, nanos::get);

    @Test
    void settingTheWallClockDoesNotJump() {
        nanos.addAndGet(2 * SECOND);
        wall.set(START.minusSeconds(3600));

        assertThat(clock.instant()).isEqualTo(START.plusSeconds(2));
        assertThat(clock.wall()).isEqualTo(START.minusSeconds(3600));
    }

    @Test
    void convertsAWallClockTime() {
        nanos.addAndGet(2 * SECOND);
        wall.set(START.plusSeconds(3600));

        assertThat(clock.at(START.plusSeconds(3610))).isEqualTo(START.plusSeconds(12));
        assertThat(clock.at(START)).isBefore(clock.instant());
    }
}
