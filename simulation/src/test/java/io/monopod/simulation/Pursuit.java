package io.monopod.simulation;

import io.monopod.gateway.assign.Assignment;
import io.monopod.gateway.table.Acquisition;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/// A call that acquires its session's instance: the real [Acquisition], with its I/O and waits as
/// events.
final class Pursuit {
    private final World world;
    private final Gateway gateway;
    private final SimulatedClient.Call call;
    private final Instant until;
    private final Consumer<Assignment.Final> decided;
    private @Nullable Acquisition acquisition;
    private boolean over;

    /// @param until when the call stops waiting for an instance
    Pursuit(
            World world,
            Gateway gateway,
            SimulatedClient.Call call,
            Instant until,
            Consumer<Assignment.Final> decided) {
        this.world = world;
        this.gateway = gateway;
        this.call = call;
        this.until = until;
        this.decided = decided;
    }

    void begin() {
        switch (claim()) {
            case Assignment.Final result -> end(result);
            case Assignment.Pending pending -> {
                acquisition =
                        new Acquisition(
                                gateway.table(), call.session(), call.user(), until, pending);
                pursue(acquisition);
            }
        }
    }

    private Assignment claim() {
        var now = gateway.now();
        var decision =
                now.isBefore(until)
                        ? gateway.table().enter(call.session(), call.user(), now)
                        : gateway.table().claim(call.session(), call.user(), now);
        return decision;
    }

    private void pursue(Acquisition way) {
        switch (way.decision()) {
            case Assignment.Final result -> end(result);
            case Assignment.Reserved(var reserved) ->
                    gateway.control()
                            .bind(
                                    reserved,
                                    reply -> goOn(way, () -> way.answered(reply, gateway.now())));
            case Assignment.Waiting(var session) ->
                    gateway.awaitTurn(
                            session,
                            Duration.between(gateway.now(), until),
                            () -> goOn(way, () -> way.retry(gateway.now())));
            case Assignment.Unsettled unsettled ->
                    gateway.await(unsettled, () -> goOn(way, () -> way.retry(gateway.now())));
        }
    }

    private void goOn(Acquisition way, Runnable step) {
        if (!over) {
            step.run();
            pursue(way);
        }
    }

    private void end(Assignment.Final result) {
        over = true;
        decided.accept(result);
    }

    /// Stops all further steps.
    void stop() {
        over = true;
    }

    /// The call is cancelled before it has an instance.
    void cancel() {
        stop();
        if (acquisition != null) {
            if (acquisition.decision() instanceof Assignment.Reserved(var grant)) {
                world.causes().doubts(grant);
            }
            world.seams().cancel(acquisition, gateway.now());
        }
    }
}
