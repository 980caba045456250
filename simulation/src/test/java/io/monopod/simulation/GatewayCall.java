package io.monopod.simulation;

import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.gateway.assign.Assignment;
import io.monopod.gateway.assign.Grant;
import io.monopod.gateway.assign.Hold;
import io.monopod.gateway.assign.Instance;
import io.monopod.gateway.assign.Refusal;
import io.monopod.gateway.retry.RetryHistory;
import io.monopod.gateway.retry.RetryHistory.Progress;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;

/// A call on its way through the gateway: assigned, tried, tried again if its instance is lost, and
/// over exactly once. It does to the table what the path of a call does
/// ([io.monopod.gateway.call.SessionDestination], and [io.monopod.datapath.splice] around it).
final class GatewayCall {
    private static final String UNKNOWN = new Refusal.OutcomeUnknown().toString();

    /// How long after an instance was silent it is asked anew.
    private static final Duration ASK_AGAIN = Duration.ofMillis(500);

    private final World world;
    private final Gateway gateway;
    private final SimulatedClient.Call call;

    /// How long it waits for an instance.
    private final Instant until;

    private RetryHistory history = RetryHistory.NONE;
    private boolean over;

    /// Of an instance, while it is under way.
    private @Nullable Pursuit pursuit;

    /// What is under way, or was in vain and is not given back until the next is decided.
    private @Nullable Attempt attempt;

    GatewayCall(World world, Gateway gateway, SimulatedClient.Call call) {
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

    Request.Kind kind() {
        return call.kind();
    }

    Gateway gateway() {
        return gateway;
    }

    /// Whether it counts as one of that hold's calls.
    boolean uses(Hold hold) {
        return attempt != null && attempt.uses(hold);
    }

    /// Whether it is still to get an instance for that session.
    boolean waitsFor(SessionId session) {
        return pursuit != null && session().equals(session);
    }

    /// Its connection to `pod` breaks, if it was sent there.
    void connectionBreaks(Pod pod) {
        if (attempt != null && attempt.isAt(pod)) {
            attempt.broken();
        }
    }

    /// It is there, or on its way, no more.
    void cutFrom(Instance instance) {
        if (attempt != null && attempt.instance().equals(instance)) {
            attempt.broken();
        }
    }

    /// It goes on by that hold no more.
    void cutFrom(Hold hold) {
        if (attempt != null && attempt.isUnder(hold)) {
            attempt.broken();
        }
    }

    void assign() {
        if (over) {
            return;
        }
        var held = gateway.table().find(session());
        if (held != null && held.owner().equals(user()) && held.calls().begin(gateway.now())) {
            forward(held.instance(), held);
            return;
        }
        pursuit = new Pursuit(world, gateway, call, until, this::decided);
        pursuit.begin();
    }

    private void decided(Assignment.Final decision) {
        pursuit = null;
        switch (decision) {
            case Assignment.Held(var held) -> {
                if (history.isDangerous(this::isLost)) {
                    gateway.table().abandon(held, gateway.now());
                    finish(UNKNOWN);
                } else {
                    forward(held.instance(), held);
                }
            }
            case Assignment.Conflict(var instance) -> forward(instance, null);
            case Refusal why -> finish(history.refusal(why).toString());
        }
    }

    private void forward(Instance instance, @Nullable Grant grant) {
        leave();
        attempt = new Attempt(world, this, instance, grant);
        attempt.begin();
    }

    private void leave() {
        if (attempt != null) {
            attempt.leave();
        }
    }

    void answered(boolean served) {
        finish(served ? "OK" : "turned away");
    }

    /// The instance cannot have seen anything of it.
    void unreached(Attempt vain) {
        var otherwise = history.refusal(Refusal.BackendUnavailable.UNREACHED);
        if (history.isLastTry()) {
            finish(otherwise.toString());
        } else {
            whenSettled(vain, () -> assignAgain(history.unreached()), otherwise);
        }
    }

    /// The instance may have seen it, and the client has seen no answer.
    void lost(Attempt vain) {
        switch (kind()) {
            case ECHO -> replay(vain, Progress.UNANSWERED);
            case STREAM -> replay(vain, Progress.ANSWERING);
            case SHUTDOWN -> {
                vain.isSettled();
                finish(UNKNOWN);
            }
        }
    }

    private void replay(Attempt vain, Progress progress) {
        if (history.isLastTry()) {
            finish(UNKNOWN);
        } else {
            whenSettled(vain, () -> replayNow(vain, progress), new Refusal.OutcomeUnknown());
        }
    }

    private void replayNow(Attempt vain, Progress progress) {
        switch (history.lost(vain.instance(), progress, this::isLost, gateway.now())) {
            case RetryHistory.Again(var next) -> assignAgain(next);
            case RetryHistory.Refuse _ -> finish(UNKNOWN);
        }
    }

    private void assignAgain(RetryHistory next) {
        history = next;
        if (history.isDangerous(this::isLost)) {
            finish(UNKNOWN);
        } else {
            assign();
        }
    }

    private boolean isLost(Instance instance) {
        return gateway.table().registered(instance.id()) == null;
    }

    private void whenSettled(Attempt vain, Runnable next, Refusal otherwise) {
        var limit = gateway.now().plus(world.settings().lease().multipliedBy(2));
        whenSettled(vain, limit, next, otherwise);
    }

    /// Under doubt there is no second instance: it waits until the first one answers or is lost.
    private void whenSettled(Attempt vain, Instant limit, Runnable next, Refusal otherwise) {
        if (over) {
            return;
        }
        if (vain.isSettled()) {
            next.run();
        } else if (gateway.now().isBefore(limit)) {
            gateway.process().after(ASK_AGAIN, () -> whenSettled(vain, limit, next, otherwise));
        } else {
            finish(otherwise.toString());
        }
    }

    /// The client does not want it any more.
    void cancel() {
        if (over) {
            return;
        }
        if (pursuit != null) {
            pursuit.cancel();
        }
        finish("cancelled");
    }

    /// The whole gateway is gone, with its connections.
    void gatewayGone() {
        if (!over) {
            if (attempt != null) {
                attempt.stop();
            }
            over("service unavailable");
        }
    }

    private void finish(String outcome) {
        if (attempt != null) {
            attempt.stop();
            attempt.leave();
        }
        over(outcome);
    }

    private void over(String outcome) {
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
