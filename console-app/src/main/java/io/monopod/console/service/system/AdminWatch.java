package io.monopod.console.service.system;

import io.monopod.console.admin.GatewayAdmin;
import io.monopod.console.admin.GatewayEvent;
import io.monopod.console.service.Background;
import io.monopod.console.state.LiveModel;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Updates the live model from the gateway's admin API. It reads instances and waiters after every
/// event, and once a second for their counts. If the gateway does not answer it tries again;
/// meanwhile instances are known from answers alone.
final class AdminWatch {
    /// The first of several events is handled at once, the others together.
    private static final Duration PAUSE = Duration.ofMillis(80);

    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final GatewayAdmin admin;
    private final LiveModel live;
    private final InstantSource clock;
    private final Background background;

    /// Those that run now. Guarded by this.
    private List<Background.Job> jobs = List.of();

    /// Has a permit when an update is due.
    private final Semaphore due = new Semaphore(0);

    AdminWatch(GatewayAdmin admin, LiveModel live, InstantSource clock, Background background) {
        this.admin = admin;
        this.live = live;
        this.clock = clock;
        this.background = background;
    }

    /// Runs until it is stopped. If it runs it starts anew, because another gateway is asked from
    /// now on.
    synchronized void start() {
        stop();
        jobs =
                List.of(
                        background.start("gateway events", this::follow),
                        background.start("gateway instances", this::read));
    }

    synchronized void stop() {
        jobs.forEach(Background.Job::stop);
        jobs = List.of();
    }

    private void follow() throws InterruptedException {
        readPast();
        while (!Thread.currentThread().isInterrupted()) {
            try {
                admin.follow(this::hear);
            } catch (IOException _) {
                // The gateway is gone or going; reading the instances finds this out too.
            }
            pause(PERIOD);
        }
    }

    private void readPast() throws InterruptedException {
        try {
            live.gatewayPast(admin.past());
        } catch (IOException _) {
            // Since when instances are up stays unknown.
        }
    }

    private void hear(GatewayEvent event) {
        live.gatewayEvent(event);
        if (due.availablePermits() == 0) {
            due.release();
        }
    }

    private void read() throws InterruptedException {
        Instant figures = Instant.EPOCH;
        while (!Thread.currentThread().isInterrupted()) {
            try {
                live.gatewayInstances(admin.instances(), clock.instant());
                live.gatewayRoom(admin.room());
                if (!clock.instant().isBefore(figures.plus(PERIOD))) {
                    figures = clock.instant();
                    readFigures(figures);
                }
            } catch (IOException _) {
                live.gatewayReportsNothing();
            }
            pause(PAUSE);
            if (due.tryAcquire(PERIOD.toMillis(), TimeUnit.MILLISECONDS)) {
                due.drainPermits();
            }
        }
    }

    /// Without them, instances are still known.
    private void readFigures(Instant now) throws InterruptedException {
        try {
            live.gatewayFigures(admin.sessions(), admin.metrics(), now);
        } catch (IOException _) {
            // They are read again in a second, and grow old on the screen meanwhile.
        }
    }

    private static void pause(Duration time) throws InterruptedException {
        // The interval between two reads; there is no event to wait for.
        Thread.sleep(time);
    }
}
