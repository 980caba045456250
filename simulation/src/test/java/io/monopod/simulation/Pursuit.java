package io.monopod.simulation;

import io.monopod.gateway.assign.Acquisition;
import io.monopod.gateway.assign.Decision;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/// A call's way to its session's instance: the real [Acquisition], and the I/O and the waiting
/// around it, as events.
final class Pursuit {
    private final World world;
    private final Gateway gateway;
    private final SimulatedClient.Call call;
    private final Instant until;
    private final Consumer<Decision.Final> decided;
    private @Nullable Acquisition acquisition;
    private boolean over;

    /// @param until how long the call will wait for an instance
    Pursuit(
            World world,
            Gateway gateway,
            SimulatedClient.Call call,
            Instant until,
            Consumer<Decision.Final> decided) {
        this.world = world;
        this.gateway = gateway;
        this.call = call;
        this.until = until;
        this.decided = decided;
    }

    void begin() {
        switch (claim()) {
            case Decision.Final result -> end(result);
            case Decision.Pending pending -> {
                acquisition =
                        new Acquisition(
                                gateway.table(), call.session(), call.user(), until, pending);
                pursue(acquisition);
            }
        }
    }

    private Decision claim() {
        var now = gateway.now();
        var decision =
                now.isBefore(until)
                        ? gateway.table().enter(call.session(), call.user(), now)
                        : gateway.table().claim(call.session(), call.user(), now);
        gateway.publish();
        return decision;
    }

    private void pursue(Acquisition way) {
        switch (way.decision()) {
            case Decision.Final result -> end(result);
            case Decision.Reserved(var reserved) ->
                    gateway.control()
                            .bind(
                                    reserved,
                                    reply -> goOn(way, () -> way.answered(reply, gateway.now())));
            case Decision.Waiting(var session) ->
                    gateway.awaitTurn(
                            session,
                            Duration.between(gateway.now(), until),
                            () -> goOn(way, () -> way.retry(gateway.now())));
            case Decision.Unsettled unsettled ->
                    gateway.await(unsettled, () -> goOn(way, () -> way.retry(gateway.now())));
        }
    }

    private void goOn(Acquisition way, Runnable step) {
        if (!over) {
            step.run();
            gateway.publish();
            pursue(way);
        }
    }

    private void end(Decision.Final result) {
        over = true;
        decided.accept(result);
    }

    /// Nothing follows any more.
    void stop() {
        over = true;
    }

    /// The call goes away before the end.
    void cancel() {
        stop();
        if (acquisition != null) {
            if (acquisition.decision() instanceof Decision.Reserved(var grant)) {
                world.causes().doubts(grant);
            }
            world.seams().cancel(acquisition, gateway.now());
            gateway.publish();
        }
    }
}
