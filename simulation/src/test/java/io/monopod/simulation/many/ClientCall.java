package io.monopod.simulation.many;

import io.monopod.contract.Epoch;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.gateway.assign.Assignment;
import io.monopod.gateway.assign.Grant;
import io.monopod.gateway.assign.Instance;
import io.monopod.gateway.assign.Refusal;
import io.monopod.gateway.retry.RetryHistory;
import io.monopod.gateway.shared.RealAcquire;
import io.monopod.gateway.shared.RealRoutes;
import io.monopod.gateway.store.Leader;
import io.monopod.proto.store.v1.AcquireResponse;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.function.BooleanSupplier;

/// A call at a gateway: goes by a claim, or asks the leader. It does what `SessionDestination` and
/// `SharedSessions` do, and is over exactly once.
final class ClientCall {
    private static final Duration ARRIVAL = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final World world;
    private final Gateway gateway;
    private final Client.Call call;
    private final Instant until;

    /// When it began to ask leaders.
    private Instant came = Instant.MAX;

    private RetryHistory history = RetryHistory.NONE;
    private boolean over;
    private @Nullable RealAcquire acquire;
    private RealRoutes.@Nullable Arrivals arrivals;
    private @Nullable Question question;
    private @Nullable Arrival arrival;
    private @Nullable Attempt attempt;

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

    ClientCall(World world, Gateway gateway, Client.Call call) {
        this.world = world;
        this.gateway = gateway;
        this.call = call;
        this.until = gateway.now().plus(call.maxWait());
    }

    SessionId session() {
        return call.session();
    }

    UserName user() {
        return call.user();
    }

    Client.Kind kind() {
        return call.kind();
    }

    Gateway gateway() {
        return gateway;
    }

    boolean isOver() {
        return over;
    }

    boolean waitsFor(SessionId session) {
        return acquire != null && session().equals(session);
    }

    void assign() {
        if (over) {
            return;
        }
        var held = gateway.routes().find(session());
        if (held != null && !held.owner().equals(user())) {
            finish("not owner");
        } else if (held != null && held.calls().begin(gateway.now())) {
            forward(held);
        } else {
            acquire = new RealAcquire(Gateway.CLUSTER, session(), user(), gateway.now(), until);
            arrivals = gateway.routes().arrivals(session());
            came = world.timeline().now();
            awaitLeader();
        }
    }

    // The leader.

    private void awaitLeader() {
        var asking = acquire;
        if (over || asking == null) {
            return;
        }
        gateway.awaitLeader(asking.waits(gateway.now()), leader -> ask(asking, leader));
    }

    private void ask(RealAcquire asking, @Nullable Leader leader) {
        if (over || !asking.equals(acquire)) {
            return;
        }
        if (leader == null) {
            decided(new Refusal.StoreUnavailable());
            return;
        }
        var asked = new Question(leader);
        question = asked;
        var known = Objects.requireNonNull(arrivals).latest();
        var request = world.seams().request(asking.request(known, gateway.now()));
        var sent = world.timeline().now();
        var there = world.gateway(leader.member());
        var since = came;
        toLeader(
                there,
                () -> {
                    var leading = there.leading();
                    if (!there.process().isAlive()
                            || leading == null
                            || leading.isClosed()
                            || asked.cancelled) {
                        fromLeader(there, () -> answered(asked, null));
                        return;
                    }
                    var late = Duration.between(sent, world.timeline().now());
                    asked.there =
                            new LeaderCall(
                                    leading,
                                    request,
                                    new Line.Came(since, late),
                                    response -> fromLeader(there, () -> answered(asked, response)));
                    asked.there.begin();
                });
    }

    private void toLeader(Gateway there, Runnable action) {
        if (there.equals(gateway)) {
            action.run();
            return;
        }
        world.net()
                .carry(
                        gateway.node(),
                        there.node(),
                        () -> {
                            if (there.process().isAlive()) {
                                there.process().run(action);
                            } else {
                                action.run();
                            }
                        });
    }

    private void fromLeader(Gateway there, Runnable action) {
        if (there.equals(gateway)) {
            gateway.process().after(Duration.ZERO, action);
        } else {
            world.net().carry(there.node(), gateway.node(), () -> gateway.process().run(action));
        }
    }

    /// @param response null if the leader is away
    private void answered(Question asked, @Nullable AcquireResponse response) {
        var asking = acquire;
        if (asked.over || over || asking == null) {
            return;
        }
        asked.over = true;
        question = null;
        if (response == null) {
            var refusal = asking.leaderIsAway(gateway.now());
            if (refusal != null) {
                decided(refusal);
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
        result(asking.notGranted(response));
    }

    /// A claim has come.
    void claimsChanged() {
        var waiting = arrival;
        if (waiting != null) {
            var grant = Objects.requireNonNull(arrivals).from(waiting.epoch);
            if (grant != null) {
                arrived(grant);
            }
        }
    }

    private void arrived(@Nullable Grant grant) {
        arrival = null;
        if (!over && acquire != null) {
            if (grant == null) {
                world.checks().claimIsMissing(gateway, session());
            }
            result(acquire.granted(grant, gateway.now()));
        }
    }

    private void result(Assignment.@Nullable Final result) {
        if (result == null) {
            awaitLeader();
        } else {
            decided(result);
        }
    }

    private void decided(Assignment.Final decision) {
        stopAsking();
        switch (decision) {
            case Assignment.Held(var grant) -> forward(grant);
            case Assignment.Conflict _ -> throw new AssertionError("not strict");
            case Refusal why -> finish(history.refusal(why).toString());
        }
    }

    private void stopAsking() {
        acquire = null;
        arrival = null;
        if (arrivals != null) {
            arrivals.close();
            arrivals = null;
        }
    }

    /// The way to the leader of before is closed.
    void leaderChanges() {
        var asked = question;
        if (asked != null && !asked.leader.equals(gateway.leader())) {
            answered(asked, null);
            cancel(asked);
        }
    }

    private void cancel(Question asked) {
        asked.cancelled = true;
        var there = world.gateway(asked.leader.member());
        toLeader(
                there,
                () -> {
                    if (asked.there != null && there.process().isAlive()) {
                        asked.there.cancel();
                    }
                });
    }

    // The instance.

    private void forward(Grant grant) {
        attempt = new Attempt(world, this, grant);
        attempt.begin();
    }

    /// The instance said that it was not run, or it cannot have seen it.
    void unreached(Attempt vain) {
        var leader = gateway.leader();
        var otherwise = history.refusal(Refusal.BackendUnavailable.UNREACHED).toString();
        if (history.isLastTry()) {
            finish(otherwise);
            return;
        }
        Runnable again =
                () -> {
                    if (!over) {
                        history = history.unreached();
                        assign();
                    }
                };
        if (leader == null) {
            goOnIf(!vain.isCurrent(), again, otherwise);
            return;
        }
        probe(leader, vain.instance(), vain::isCurrent, again, otherwise);
    }

    private void probe(
            Leader leader,
            Instance instance,
            BooleanSupplier isCurrent,
            Runnable again,
            String otherwise) {
        var told = new boolean[1];
        var there = world.gateway(leader.member());
        toLeader(
                there,
                () -> {
                    var leading = there.leading();
                    if (leading != null && there.process().isAlive()) {
                        leading.probe(
                                instance,
                                settled ->
                                        fromLeader(
                                                there,
                                                () -> {
                                                    if (!told[0]) {
                                                        told[0] = true;
                                                        goOnIf(
                                                                settled
                                                                        || !isCurrent
                                                                                .getAsBoolean(),
                                                                again,
                                                                otherwise);
                                                    }
                                                }));
                    }
                });
        gateway.process()
                .after(
                        Duration.ofSeconds(3),
                        () -> {
                            if (!told[0]) {
                                told[0] = true;
                                goOnIf(!isCurrent.getAsBoolean(), again, otherwise);
                            }
                        });
    }

    private void goOnIf(boolean settled, Runnable again, String otherwise) {
        if (over) {
            return;
        }
        if (settled) {
            again.run();
        } else {
            finish(otherwise);
        }
    }

    /// The instance may have seen it, and there is no answer.
    void lost(Attempt vain) {
        var leader = gateway.leader();
        if (leader != null) {
            probe(leader, vain.instance(), () -> false, () -> {}, "");
        }
        finish(new Refusal.OutcomeUnknown().toString());
    }

    void answered(String outcome) {
        finish(outcome);
    }

    /// The claim has gone, and its last calls are cut.
    void cutFrom(Grant grant) {
        if (attempt != null && attempt.isUnder(grant)) {
            attempt.broken();
        }
    }

    void connectionBreaks(Pod pod) {
        if (attempt != null && attempt.isAt(pod)) {
            attempt.broken();
        }
    }

    /// The client does not want it any more.
    void cancel() {
        if (over) {
            return;
        }
        var asked = question;
        boolean asking = acquire != null;
        finish("cancelled");
        if (asked != null) {
            cancel(asked);
        }
        if (asking) {
            giveBack(Epoch.NONE);
        }
    }

    /// As `SharedSessions.callUnsent`.
    void giveBack(Epoch epoch) {
        var leader = gateway.leader();
        if (leader != null) {
            var there = world.gateway(leader.member());
            toLeader(
                    there,
                    () -> {
                        var leading = there.leading();
                        if (leading != null && there.process().isAlive()) {
                            leading.giveBack(session(), epoch);
                        }
                    });
        }
    }

    void gatewayGone() {
        var asked = question;
        if (attempt != null) {
            attempt.stop();
        }
        if (asked != null) {
            cancel(asked);
        }
        over("service unavailable");
    }

    private void finish(String outcome) {
        if (attempt != null) {
            attempt.stop();
        }
        over(outcome);
    }

    private void over(String outcome) {
        if (over) {
            return;
        }
        over = true;
        question = null;
        stopAsking();
        gateway.over(this);
        call.over(outcome);
    }

    @Override
    public String toString() {
        return call + " at " + gateway;
    }
}
