package io.monopod.simulation;

import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.gateway.assign.Decision;
import io.monopod.gateway.assign.Grant;
import io.monopod.gateway.assign.Hold;
import io.monopod.gateway.assign.Instance;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;

/// A call on its way through the gateway: assigned, tried, tried again if its instance is lost, and
/// over exactly once. It does to the table what the path of a call does
/// ([io.monopod.gateway.call.SessionDestination], and [io.monopod.gateway.proxy] around it).
final class GatewayCall {
    private static final int MAX_TRIES = 5;

    /// How long after an instance was silent it is asked anew.
    private static final Duration ASK_AGAIN = Duration.ofMillis(500);

    private final World world;
    private final Gateway gateway;
    private final SimulatedClient.Call call;

    /// How long it waits for an instance.
    private final Instant until;

    private int tries;
    private boolean over;

    /// Of an instance, while it is under way.
    private @Nullable Pursuit pursuit;

    /// What is under way, or was in vain and is not given back until the next is decided.
    private @Nullable Attempt attempt;

    GatewayCall(World world, Gateway gateway, SimulatedClient.Call call) {
        this.world = world;
        this.gateway = gateway;
        this.call = call;
        this.until = gateway.now().plus(call.patience());
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
        if (held != null && held.owner().equals(user()) && held.usage().begin(gateway.now())) {
            forward(held.instance(), held);
            return;
        }
        pursuit = new Pursuit(world, gateway, call, until, this::decided);
        pursuit.begin();
    }

    private void decided(Decision.Final decision) {
        pursuit = null;
        switch (decision) {
            case Decision.Held(var held) -> forward(held.instance(), held);
            case Decision.Visit(var instance) -> forward(instance, null);
            case Decision.NotOwner _, Decision.Refused _ -> finish(decision.toString());
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
        tryAgain(vain, "backend service unavailable");
    }

    /// The instance may have seen it, and the client has seen no answer.
    void lost(Attempt vain) {
        switch (kind()) {
            case ECHO, STREAM -> tryAgain(vain, "outcome unknown");
            case SHUTDOWN -> {
                vain.isSettled();
                finish("outcome unknown");
            }
        }
    }

    private void tryAgain(Attempt vain, String otherwise) {
        if (++tries < MAX_TRIES) {
            var patience = world.settings().lease().multipliedBy(2);
            whenSettled(vain, gateway.now().plus(patience), otherwise);
        } else {
            finish(otherwise);
        }
    }

    /// Under doubt there is no second instance: it waits until the first one answers or is lost.
    private void whenSettled(Attempt vain, Instant limit, String otherwise) {
        if (over) {
            return;
        }
        if (vain.isSettled()) {
            assign();
        } else if (gateway.now().isBefore(limit)) {
            gateway.process().after(ASK_AGAIN, () -> whenSettled(vain, limit, otherwise));
        } else {
            finish(otherwise);
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
