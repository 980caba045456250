package io.monopod.simulation;

import io.monopod.contract.Epoch;
import io.monopod.gateway.assign.AfterEnd;
import io.monopod.gateway.assign.Grant;
import io.monopod.gateway.assign.Hold;
import io.monopod.gateway.assign.Instance;
import io.monopod.gateway.assign.LossReason;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Optional;

/// One try of a call at an instance: connected, sent, and over once. Its grant is given back when
/// it is known what becomes of the call ([#leave]).
final class Attempt implements Request.Asker {
    private static final Duration CONNECT_WITHIN = Duration.ofMillis(500);

    /// How long a peer may be silent before its connection counts as broken.
    private static final Duration PING_WITHIN = Duration.ofSeconds(20);

    private final World world;
    private final GatewayCall call;
    private final Gateway gateway;
    private final Instance instance;

    /// None for a visit (strict policy).
    private final @Nullable Grant grant;

    private @Nullable Sent sent;
    private boolean over;
    private boolean left;

    private record Sent(Pod pod, Request request) {}

    Attempt(World world, GatewayCall call, Instance instance, @Nullable Grant grant) {
        this.world = world;
        this.call = call;
        this.gateway = call.gateway();
        this.instance = instance;
        this.grant = grant;
    }

    Instance instance() {
        return instance;
    }

    /// Whether it was sent there.
    boolean isAt(Pod target) {
        return sent != null && sent.pod.equals(target);
    }

    /// Whether it goes by that hold.
    boolean isUnder(Hold hold) {
        return hold.equals(grant);
    }

    /// Whether it still counts as a call of that hold.
    boolean uses(Hold hold) {
        return isUnder(hold) && !left;
    }

    private void called() {
        if (grant != null) {
            world.causes().called(grant, gateway.now());
        }
    }

    /// A call whose grant is over does not count while the news of that is on its way: it is about
    /// to be cut.
    @Override
    public boolean isWaiting() {
        return !over
                && gateway.process().isAlive()
                && (grant == null
                        || gateway.hasToldAll()
                        || grant.equals(gateway.table().find(call.session())));
    }

    void begin() {
        called();
        // The connection may be there already.
        if (grant == null || world.chance().oneIn(2)) {
            reach();
        } else {
            gateway.process().after(world.chance().millis(0, 10), this::reach);
        }
    }

    private void reach() {
        if (over) {
            return;
        }
        var place = world.placeOf(instance);
        if (!isCurrent()) {
            unreached();
        } else if (world.network().isCut(place)) {
            gateway.process().after(CONNECT_WITHIN, this::unreached);
        } else if (place.isHomeOf(instance)) {
            send(place);
        } else {
            unreached();
        }
    }

    /// Whether its session may still be there.
    private boolean isCurrent() {
        return grant == null || grant.calls().isOpen();
    }

    private void unreached() {
        if (!over) {
            over = true;
            call.unreached(this);
        }
    }

    private void send(Place place) {
        var target = world.podAt(place);
        if (grant != null) {
            world.causes().sent(grant);
        }
        var stamp = grant == null ? Epoch.NONE : grant.epoch();
        var request =
                new Request(call.session(), call.user(), call.kind(), Optional.of(stamp), this);
        sent = new Sent(target, request);
        world.network()
                .carry(
                        place,
                        () -> {
                            if (target.process().isAlive()) {
                                target.process().run(() -> target.calls().serve(request));
                            } else {
                                gateway.process().run(this::broken);
                            }
                        });
        gateway.process().after(PING_WITHIN, this::broken);
    }

    @Override
    public void answered(boolean served, InstanceSlot.Told told) {
        gateway.process()
                .run(
                        () -> {
                            if (!over) {
                                over = true;
                                hear(told);
                                leave();
                                call.answered(served);
                            }
                        });
    }

    private void hear(InstanceSlot.Told told) {
        if (grant != null && told != InstanceSlot.Told.NOTHING) {
            world.causes().toldThatItLeft(grant);
            var after = told == InstanceSlot.Told.FREE ? AfterEnd.FREE : AfterEnd.CLOSED;
            gateway.table().endedByCall(grant, after, gateway.now());
        }
    }

    /// Nothing is to be expected from the instance any more: the connection is broken.
    void broken() {
        if (sent == null) {
            unreached();
        } else if (!over) {
            over = true;
            reset();
            call.lost(this);
        }
    }

    /// Nobody wants it any more.
    void stop() {
        if (!over) {
            over = true;
            reset();
        }
    }

    /// Tells the instance that nobody waits for its answer.
    private void reset() {
        if (sent != null) {
            var there = sent;
            world.network().carry(there.pod.place(), () -> there.pod.calls().cancel(there.request));
        }
    }

    /// Gives its grant back. Repeatable.
    void leave() {
        if (grant == null || left) {
            return;
        }
        left = true;
        called();
        if (sent == null) {
            gateway.table().abandon(grant, gateway.now());
        } else {
            grant.calls().end(gateway.now());
        }
    }

    /// Tries to connect once more. Who is refused knows that the instance is gone.
    ///
    /// @return whether there was an answer of any kind, or the session has left the instance anyway
    boolean isSettled() {
        var place = world.placeOf(instance);
        if (world.network().isCut(place)) {
            return !isCurrent() || gateway.table().registered(instance.id()) == null;
        }
        if (!place.isHomeOf(instance)) {
            gateway.table().lose(instance.id(), LossReason.UNREACHABLE, gateway.now());
        }
        return true;
    }
}
