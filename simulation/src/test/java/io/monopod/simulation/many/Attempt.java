package io.monopod.simulation.many;

import io.monopod.contract.Epoch;
import io.monopod.gateway.assign.Grant;
import io.monopod.gateway.assign.Instance;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/// One try of a call at an instance: over once.
final class Attempt {
    private static final Duration CONNECT_WITHIN = Duration.ofMillis(500);

    /// How long a peer may be silent before its connection counts as broken.
    private static final Duration PING_WITHIN = Duration.ofSeconds(20);

    private final World world;
    private final ClientCall call;
    private final Gateway gateway;
    private final Grant grant;
    private @Nullable Pod sent;
    private boolean over;
    private boolean left;

    Attempt(World world, ClientCall call, Grant grant) {
        this.world = world;
        this.call = call;
        this.gateway = call.gateway();
        this.grant = grant;
    }

    ClientCall call() {
        return call;
    }

    Instance instance() {
        return grant.instance();
    }

    Epoch epoch() {
        return grant.epoch();
    }

    boolean isAt(Pod pod) {
        return pod.equals(sent);
    }

    boolean isUnder(Grant other) {
        return grant.equals(other);
    }

    /// Whether its session may still be there.
    boolean isCurrent() {
        return grant.calls().isOpen();
    }

    /// Whether a client still waits for its answer.
    boolean isWaiting() {
        return !over && gateway.process().isAlive();
    }

    void begin() {
        // The connection may be there already.
        if (world.chance().oneIn(2)) {
            reach();
        } else {
            gateway.process().after(world.chance().millis(0, 10), this::reach);
        }
    }

    private void reach() {
        if (over) {
            return;
        }
        var place = world.placeOf(instance());
        if (!isCurrent() || !place.isHomeOf(instance())) {
            unreached();
        } else if (world.net().isCut(gateway.node(), place.node())) {
            gateway.process().after(CONNECT_WITHIN, this::unreached);
        } else {
            send(place, place.pod());
        }
    }

    private void unreached() {
        if (!over) {
            over = true;
            leave();
            call.unreached(this);
        }
    }

    private void send(Place place, Pod target) {
        sent = target;
        world.net()
                .carry(
                        gateway.node(),
                        place.node(),
                        () -> {
                            if (target.process().isAlive()) {
                                target.process().run(() -> target.serve(this));
                            } else {
                                gateway.process().run(this::broken);
                            }
                        });
        gateway.process().after(PING_WITHIN, this::broken);
    }

    /// The instance answers.
    void answer(Pod pod, Pod.Outcome outcome) {
        world.net()
                .carry(
                        pod.place().node(),
                        gateway.node(),
                        () -> gateway.process().run(() -> answered(outcome)));
    }

    private void answered(Pod.Outcome outcome) {
        if (over) {
            return;
        }
        over = true;
        switch (outcome) {
            case SERVED, REFUSED, CUT_OFF -> finish(outcome);
            case ENDED, NEVER_USED -> {
                grant.calls().close();
                finish(outcome);
            }
            case CONFLICT -> {
                world.checks().conflict(call, grant);
                finish(outcome);
            }
            case NOT_RUN -> {
                grant.calls().close();
                leave();
                call.unreached(this);
            }
        }
    }

    private void finish(Pod.Outcome outcome) {
        leave();
        call.answered(outcome.toString());
    }

    /// Nothing is to be expected from the instance any more: the connection is broken.
    void broken() {
        if (sent == null) {
            unreached();
        } else if (!over) {
            reset();
            call.lost(this);
        }
    }

    /// Nobody wants it any more.
    void stop() {
        if (!over) {
            reset();
        }
    }

    private void reset() {
        over = true;
        var there = sent;
        if (there != null) {
            world.net().carry(gateway.node(), there.place().node(), () -> there.cancel(this));
        }
        leave();
    }

    private void leave() {
        if (left) {
            return;
        }
        left = true;
        if (sent != null) {
            grant.calls().end(gateway.now());
            return;
        }
        grant.calls().unsent(gateway.now());
        if (!grant.calls().isUsed()) {
            call.giveBack(grant.epoch());
        }
    }

    @Override
    public String toString() {
        return call + " under " + grant.epoch();
    }
}
