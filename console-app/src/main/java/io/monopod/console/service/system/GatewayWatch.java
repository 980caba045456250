package io.monopod.console.service.system;

import io.monopod.console.admin.GatewayProbe;
import io.monopod.console.admin.Sighting;
import io.monopod.console.service.Background;
import io.monopod.console.state.LiveModel;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Looks every 0.4 s whether the open system's gateway answers; while it does not, at growing
/// intervals.
final class GatewayWatch {
    private static final Duration PERIOD = Duration.ofMillis(400);
    private static final Duration MAX_PAUSE = Duration.ofSeconds(3);

    private final GatewayProbe probe;
    private final LiveModel live;
    private final InstantSource clock;

    GatewayWatch(GatewayProbe probe, LiveModel live, InstantSource clock) {
        this.probe = probe;
        this.live = live;
        this.clock = clock;
    }

    /// Runs until it is stopped.
    Background.Job start(Background background) {
        live.gatewayOpened(clock.instant());
        return background.start("gateway health", this::watch);
    }

    private void watch() throws InterruptedException {
        Duration pause = PERIOD;
        while (!Thread.currentThread().isInterrupted()) {
            Sighting sighting = probe.look();
            pause = sighting.isAnswer() ? PERIOD : longer(pause);
            Instant now = clock.instant();
            live.gatewaySighted(sighting, now, now.plus(pause));
            // The interval between two looks; there is no event to wait for.
            Thread.sleep(pause);
        }
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(MAX_PAUSE) < 0 ? twice : MAX_PAUSE;
    }
}
