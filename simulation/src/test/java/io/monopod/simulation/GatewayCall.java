package io.monopod.simulation;

import io.monopod.contract.Epoch;
import io.monopod.contract.SessionId;
import io.monopod.gateway.assign.AfterEnd;
import io.monopod.gateway.assign.Decision;
import io.monopod.gateway.assign.Grant;
import io.monopod.gateway.assign.Hold;
import io.monopod.gateway.assign.Instance;
import io.monopod.gateway.assign.LossReason;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// A call on its way through the gateway: assigned, connected, sent, and over exactly once. It does
/// to the table what the path of a call does ([io.monopod.gateway.call.SessionDestination]).
final class GatewayCall implements Request.Asker {
    private static final int MAX_TRIES = 5;
    private static final Duration CONNECT_WITHIN = Duration.ofMillis(500);

    /// How long a peer may be silent before its connection counts as broken.
    private static final Duration PING_WITHIN = Duration.ofSeconds(20);

    private final World world;
    private final Gateway gateway;
    private final SimulatedClient.Call call;

    /// How long it waits for an instance.
    private final Instant until;

    private int tries;
    private boolean over;

    /// Of an instance, while it is under way.
    private @Nullable Pursuit pursuit;

    private @Nullable Grant grant;

    /// Where it was sent.
    private @Nullable Pod pod;

    private @Nullable Request request;

    GatewayCall(World world, Gateway gateway, SimulatedClient.Call call) {
        this.world = world;
        this.gateway = gateway;
        this.call = call;
        this.until = gateway.now().plus(call.patience());
    }

    SessionId session() {
        return call.session();
    }

    /// Whether it was sent there.
    boolean isAt(Pod target) {
        return target.equals(pod);
    }

    /// Whether it is there, or on its way.
    boolean isFor(Instance instance) {
        return (pod != null && pod.instance().equals(instance))
                || (grant != null && grant.instance().equals(instance));
    }

    Gateway gateway() {
        return gateway;
    }

    /// Whether it goes by that hold.
    boolean isUnder(Hold hold) {
        return hold.equals(grant);
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

    void assign() {
        if (over) {
            return;
        }
        var held = gateway.table().find(call.session());
        if (held != null && held.owner().equals(call.user()) && held.usage().begin(gateway.now())) {
            connect(held);
            return;
        }
        pursuit = new Pursuit(world, gateway, call, until, this::decided);
        pursuit.begin();
    }

    private void decided(Decision.Final decision) {
        pursuit = null;
        switch (decision) {
            case Decision.Held(var held) -> connect(held);
            case Decision.Visit(var instance) -> reach(instance, Epoch.NONE);
            case Decision.NotOwner _, Decision.Refused _ -> finish(decision.toString());
        }
    }

    private void connect(Grant held) {
        grant = held;
        // The connection may be there already.
        if (world.chance().oneIn(2)) {
            reach(held.instance(), held.epoch());
        } else {
            gateway.process()
                    .after(
                            world.chance().millis(0, 10),
                            () -> {
                                if (!over) {
                                    reach(held.instance(), held.epoch());
                                }
                            });
        }
    }

    private void reach(Instance instance, Epoch stamp) {
        var place = world.placeOf(instance);
        if (world.network().isCut(place)) {
            gateway.process().after(CONNECT_WITHIN, this::unreached);
        } else if (place.isHomeOf(instance)) {
            send(place, stamp);
        } else {
            gateway.table().lose(instance.id(), LossReason.UNREACHABLE, gateway.now());
            gateway.publish();
            tryElsewhere();
        }
    }

    private void unreached() {
        if (!over) {
            giveBackUnsent();
            finish("backend service unavailable");
        }
    }

    private void tryElsewhere() {
        giveBackUnsent();
        if (++tries < MAX_TRIES) {
            assign();
        } else {
            finish("backend service unavailable");
        }
    }

    private void giveBackUnsent() {
        if (grant != null) {
            gateway.table().abandon(grant, gateway.now());
            gateway.publish();
            grant = null;
        }
    }

    private void send(Place place, Epoch stamp) {
        var target = world.podAt(place);
        var sent = new Request(call.session(), call.user(), call.kind(), Optional.of(stamp), this);
        pod = target;
        request = sent;
        world.network()
                .carry(
                        place,
                        () -> {
                            if (target.process().isAlive()) {
                                target.process().run(() -> target.serve(sent));
                            } else {
                                gateway.process().run(this::broken);
                            }
                        });
        gateway.process().after(PING_WITHIN, this::lost);
    }

    @Override
    public void answered(boolean served, InstanceSlot.Told told) {
        gateway.process()
                .run(
                        () -> {
                            if (!over) {
                                hear(told);
                                giveBack();
                                finish(served ? "OK" : "turned away");
                            }
                        });
    }

    private void hear(InstanceSlot.Told told) {
        if (grant != null && told != InstanceSlot.Told.NOTHING) {
            var after = told == InstanceSlot.Told.FREE ? AfterEnd.FREE : AfterEnd.CLOSED;
            gateway.table().endedByCall(grant, after, gateway.now());
            gateway.publish();
        }
    }

    /// Its connection broke: nobody listens at the other end any more, or somebody else does.
    void broken() {
        if (!over) {
            var target = pod;
            lost();
            if (target != null
                    && !target.process().isAlive()
                    && !world.network().isCut(target.place())) {
                gateway.table().lose(target.instance().id(), LossReason.UNREACHABLE, gateway.now());
                gateway.publish();
            }
        }
    }

    /// Nothing is to be expected from the instance any more.
    void lost() {
        if (!over) {
            giveBack();
            reset();
            finish("lost");
        }
    }

    /// The client does not want it any more.
    void cancel() {
        if (over) {
            return;
        }
        if (pursuit != null) {
            pursuit.cancel();
        } else if (pod == null) {
            giveBackUnsent();
        } else {
            giveBack();
            reset();
        }
        finish("cancelled");
    }

    private void giveBack() {
        if (grant != null) {
            grant.usage().end(gateway.now());
            grant = null;
        }
    }

    /// Tells the instance that nobody waits for its answer.
    private void reset() {
        if (pod != null && request != null) {
            var target = pod;
            var sent = request;
            world.network().carry(target.place(), () -> target.cancel(sent));
        }
    }

    /// The whole gateway is gone, with its connections.
    void gatewayGone() {
        if (!over) {
            reset();
            finish("service unavailable");
        }
    }

    private void finish(String outcome) {
        over = true;
        if (pursuit != null) {
            pursuit.stop();
        }
        gateway.over(this);
        call.over(outcome);
    }

    @Override
    public String toString() {
        return call.toString();
    }
}
