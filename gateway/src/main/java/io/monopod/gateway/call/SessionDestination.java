package io.monopod.gateway.call;

import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.gateway.assign.Decision;
import io.monopod.gateway.assign.Instance;
import io.monopod.gateway.assign.Pushback;
import io.monopod.gateway.registry.Grants;
import io.monopod.gateway.registry.RegisteredCluster;

import java.util.concurrent.ThreadLocalRandom;

/// A registered cluster: every session has an instance of its own.
public final class SessionDestination implements Destination {
    private final RegisteredCluster cluster;
    private final Grants grants;

    public SessionDestination(RegisteredCluster cluster) {
        this.cluster = cluster;
        this.grants = cluster.grants();
    }

    @Override
    public Verdict assign(SessionId session, UserName user) {
        var held = grants.begin(session, user);
        if (held != null) {
            return new Verdict.Forward(new SessionCall(this, held, 0));
        }
        return switch (grants.claim(session, user)) {
            case Decision.Final result -> verdict(result, 0);
            case Decision.Pending pending ->
                    new Verdict.Later(() -> verdict(grants.complete(pending, session, user), 0));
        };
    }

    /// For a call that its instance's connections turned away `tries` times. Blocks while an
    /// instance is bound.
    Verdict assignAgain(SessionId session, UserName user, int tries) throws InterruptedException {
        return verdict(grants.acquire(session, user), tries);
    }

    private Verdict verdict(Decision.Final decision, int tries) {
        return switch (decision) {
            case Decision.Held(var grant) ->
                    new Verdict.Forward(new SessionCall(this, grant, tries));
            case Decision.Visit(var instance) ->
                    new Verdict.Forward(new VisitingCall(target(instance)));
            case Decision.NotOwner() -> CallPath.refuse(new Refusal.NotOwner());
            case Decision.Refused why -> CallPath.refuse(refusal(why));
        };
    }

    /// What a call is told for whose session there is no instance.
    public static Refusal refusal(Decision.Refused why) {
        return switch (why) {
            case Decision.AllBusy(var total, var busy, var waiting, var expected) ->
                    new Refusal.AllInstancesBusy(
                            total,
                            busy,
                            waiting,
                            Pushback.jittered(expected, ThreadLocalRandom.current()));
            case Decision.NoneAvailable() -> new Refusal.NoAvailableInstances();
            case Decision.NoneKnown() -> new Refusal.BackendUnavailable();
            case Decision.Starting() -> new Refusal.GatewayStarting();
        };
    }

    @Override
    public Verdict any() {
        var targets = cluster.instances().stream().map(view -> target(view.instance())).toList();
        return SessionlessCall.toOneOf(
                targets, ThreadLocalRandom.current().nextInt(Math.max(1, targets.size())));
    }

    Grants grants() {
        return grants;
    }

    static Target target(Instance instance) {
        return new Target(
                instance.id().value(), instance.address().host(), instance.address().port());
    }
}
