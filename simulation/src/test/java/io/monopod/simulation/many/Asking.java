package io.monopod.simulation.many;

import io.monopod.contract.Epoch;
import io.monopod.gateway.assign.Assignment;
import io.monopod.gateway.assign.Grant;
import io.monopod.gateway.assign.Refusal;
import io.monopod.gateway.shared.RealAcquire;
import io.monopod.gateway.shared.RealRoutes;
import io.monopod.gateway.store.Leader;
import io.monopod.proto.store.v1.AcquireResponse;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/// A call that asks leaders, one after the other if need be, until it is decided. It does what
/// `SharedSessions.Acquiring` does.
final class Asking {
    private static final Duration ARRIVAL = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final World world;
    private final ClientCall call;
    private final Gateway gateway;
    private final LeaderWay way;
    private final RealAcquire acquire;
    private final RealRoutes.Arrivals arrivals;
    private final Consumer<Assignment.Final> decided;
    private final Instant came;
    private @Nullable Question question;
    private @Nullable Arrival arrival;
    private boolean over;

    /// A question to one leader.
    private static final class Question {
        private final Leader leader;
        private @Nullable LeaderCall there;
        private boolean over;
        private boolean cancelled;

        private Question(Leader leader) {
            this.leader = leader;
        }
    }

    /// A granted claim that has to come from the store.
    private static final class Arrival {
        private final Epoch epoch;

        private Arrival(Epoch epoch) {
            this.epoch = epoch;
        }
    }

    /// @param decided is told once, unless it is stopped before
    Asking(World world, ClientCall call, RealAcquire acquire, Consumer<Assignment.Final> decided) {
        this.world = world;
        this.call = call;
        this.gateway = call.gateway();
        this.way = new LeaderWay(world, gateway);
        this.acquire = acquire;
        this.arrivals = gateway.routes().arrivals(call.session());
        this.decided = decided;
        this.came = world.timeline().now();
    }

    void awaitLeader() {
        if (!over) {
            gateway.awaitLeader(acquire.waits(gateway.now()), this::ask);
        }
    }

    private void ask(@Nullable Leader leader) {
        if (over) {
            return;
        }
        if (leader == null) {
            decide(new Refusal.StoreUnavailable());
            return;
        }
        var asked = new Question(leader);
        question = asked;
        var request = world.seams().request(acquire.request(arrivals.latest(), gateway.now()));
        var sent = world.timeline().now();
        var there = world.gateway(leader.member());
        way.to(
                there,
                () -> {
                    var leading = there.leading();
                    if (!there.process().isAlive()
                            || leading == null
                            || leading.isClosed()
                            || asked.cancelled) {
                        way.from(there, () -> answered(asked, null));
                        return;
                    }
                    var late = Duration.between(sent, world.timeline().now());
                    asked.there =
                            new LeaderCall(
                                    leading,
                                    request,
                                    new Line.Came(came, late),
                                    response -> way.from(there, () -> answered(asked, response)));
                    asked.there.begin();
                });
    }

    /// @param response null if the leader is away
    private void answered(Question asked, @Nullable AcquireResponse response) {
        if (asked.over || over) {
            return;
        }
        asked.over = true;
        question = null;
        if (response == null) {
            var refusal = acquire.leaderIsAway(gateway.now());
            if (refusal != null) {
                decide(refusal);
            } else {
                gateway.process().after(PAUSE, this::awaitLeader);
            }
            return;
        }
        if (response.getResultCase() == AcquireResponse.ResultCase.GRANTED_EPOCH) {
            var waiting = new Arrival(new Epoch(response.getGrantedEpoch()));
            arrival = waiting;
            gateway.process()
                    .after(
                            ARRIVAL,
                            () -> {
                                if (waiting.equals(arrival)) {
                                    arrived(null);
                                }
                            });
            claimsChanged();
            return;
        }
        result(acquire.notGranted(response));
    }

    /// A claim has come.
    void claimsChanged() {
        var waiting = arrival;
        if (waiting != null) {
            var grant = arrivals.from(waiting.epoch);
            if (grant != null) {
                arrived(grant);
            }
        }
    }

    private void arrived(@Nullable Grant grant) {
        arrival = null;
        if (grant == null) {
            world.checks().claimIsMissing(gateway, call.session());
        }
        result(acquire.granted(grant, gateway.now()));
    }

    private void result(Assignment.@Nullable Final result) {
        if (result == null) {
            awaitLeader();
        } else {
            decide(result);
        }
    }

    private void decide(Assignment.Final decision) {
        stop();
        decided.accept(decision);
    }

    /// It is decided, or the call is over.
    void stop() {
        over = true;
        arrival = null;
        arrivals.close();
    }

    /// The way to the leader of before is closed.
    void leaderChanges() {
        var asked = question;
        if (asked != null && !asked.leader.equals(gateway.leader())) {
            answered(asked, null);
            cancel(asked);
        }
    }

    /// The question is given up, if it is open.
    void cancel() {
        var asked = question;
        question = null;
        if (asked != null) {
            cancel(asked);
        }
    }

    private void cancel(Question asked) {
        asked.cancelled = true;
        var there = world.gateway(asked.leader.member());
        way.to(
                there,
                () -> {
                    if (asked.there != null && there.process().isAlive()) {
                        asked.there.cancel();
                    }
                });
    }
}
