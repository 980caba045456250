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
import io.monopod.gateway.store.Leader;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/// A call at a gateway: goes by a claim, or asks the leader. It does what `SessionDestination` and
/// `SharedSessions` do, and is over exactly once.
final class ClientCall {
    private final World world;
    private final Gateway gateway;
    private final Client.Call call;
    private final LeaderWay way;
    private final Instant until;

    private RetryHistory history = RetryHistory.NONE;
    private boolean over;
    private @Nullable Asking asking;
    private @Nullable Attempt attempt;

    ClientCall(World world, Gateway gateway, Client.Call call) {
        this.world = world;
        this.gateway = gateway;
        this.call = call;
        this.way = new LeaderWay(world, gateway);
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
            var acquire = new RealAcquire(Gateway.CLUSTER, session(), user(), gateway.now(), until);
            asking = new Asking(world, this, acquire, this::decided);
            asking.awaitLeader();
        }
    }

    // The leader.

    /// A claim has come.
    void claimsChanged() {
        if (asking != null) {
            asking.claimsChanged();
        }
    }

    /// The way to the leader of before is closed.
    void leaderChanges() {
        if (asking != null) {
            asking.leaderChanges();
        }
    }

    private void decided(Assignment.Final decision) {
        asking = null;
        switch (decision) {
            case Assignment.Held(var grant) -> forward(grant);
            case Assignment.Conflict _ -> throw new AssertionError("not strict");
            case Refusal why -> finish(history.refusal(why).toString());
        }
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
        way.to(
                there,
                () -> {
                    var leading = there.leading();
                    if (leading != null && there.process().isAlive()) {
                        leading.probe(
                                instance,
                                settled ->
                                        way.from(
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
        var asked = asking;
        finish("cancelled");
        if (asked != null) {
            asked.cancel();
            giveBack(Epoch.NONE);
        }
    }

    /// As `SharedSessions.callUnsent`.
    void giveBack(Epoch epoch) {
        var leader = gateway.leader();
        if (leader != null) {
            var there = world.gateway(leader.member());
            way.to(
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
        if (attempt != null) {
            attempt.stop();
        }
        if (asking != null) {
            asking.cancel();
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
        if (asking != null) {
            asking.stop();
            asking = null;
        }
        gateway.over(this);
        call.over(outcome);
    }

    @Override
    public String toString() {
        return call + " at " + gateway;
    }
}
