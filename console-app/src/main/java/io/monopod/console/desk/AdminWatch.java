package io.monopod.console.desk;

import io.monopod.console.admin.GatewayAdmin;
import io.monopod.console.admin.GatewayEvent;
import io.monopod.console.live.LiveModel;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Keeps the live model told of what the gateway has: asks for its instances, and for those who
/// wait for one, whenever it says that something happened, and once a second for their counts. A
/// gateway that does not answer is asked again, and until it does, instances are known from answers
/// alone.
final class AdminWatch {
    /// Of many events in a row the first is followed at once and the rest together.
    private static final Duration PAUSE = Duration.ofMillis(80);

    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final GatewayAdmin admin;
    private final LiveModel live;
    private final InstantSource clock;

    /// Has a permit when there is something to ask for.
    private final Semaphore news = new Semaphore(0);

    AdminWatch(GatewayAdmin admin, LiveModel live, InstantSource clock) {
        this.admin = admin;
        this.live = live;
        this.clock = clock;
    }

    /// Until it is stopped.
    ///
    /// @return what stops it
    Runnable start(Background background) {
        Background.Job follower = background.start("gateway events", this::follow);
        Background.Job reader = background.start("gateway instances", this::read);
        return () -> {
            follower.stop();
            reader.stop();
        };
    }

    private void follow() throws InterruptedException {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                admin.follow(this::hear);
            } catch (IOException _) {
                // It is gone or going, which asking for instances finds out too.
            }
            pause(PERIOD);
        }
    }

    private void hear(GatewayEvent event) {
        live.gatewayEvent(event);
        if (news.availablePermits() == 0) {
            news.release();
        }
    }

    private void read() throws InterruptedException {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                live.gatewayInstances(admin.instances(), clock.instant());
                live.gatewayRoom(admin.room());
            } catch (IOException _) {
                live.gatewaySilent();
            }
            pause(PAUSE);
            if (news.tryAcquire(PERIOD.toMillis(), TimeUnit.MILLISECONDS)) {
                news.drainPermits();
            }
        }
    }

    private static void pause(Duration time) throws InterruptedException {
        // A plain pause between two questions; there is nothing to wait for.
        Thread.sleep(time);
    }
}
