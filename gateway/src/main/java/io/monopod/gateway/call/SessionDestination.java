package io.monopod.gateway.call;

import io.monopod.gateway.assign.Decision;
import io.monopod.gateway.assign.Grant;
import io.monopod.gateway.assign.Instance;
import io.monopod.gateway.assign.Pushback;
import io.monopod.gateway.registry.Grants;
import io.monopod.gateway.registry.RegisteredCluster;
import io.monopod.gateway.route.OnInstanceLoss;
import io.monopod.gateway.route.Route;
import io.monopod.tls.TlsClient;
import io.monopod.token.TokenFault;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;

/// A registered cluster: every session has an instance of its own.
public final class SessionDestination implements Destination {
    private final RegisteredCluster cluster;
    private final Grants grants;
    private final @Nullable TlsClient tls;
    private final InstantSource clock;

    /// @param tls towards its instances; null for none
    public SessionDestination(
            RegisteredCluster cluster, @Nullable TlsClient tls, InstantSource clock) {
        this.cluster = cluster;
        this.tls = tls;
        this.clock = clock;
        this.grants = cluster.grants();
    }

    @Override
    public Verdict assign(SessionRequest request) {
        var session = request.session();
        var user = request.user();
        var held = grants.begin(session, user);
        if (held != null) {
            return forward(request, held, Attempts.NONE);
        }
        if (mustTellLoss(request)) {
            return CallPath.refuse(new Refusal.SessionLost());
        }
        var until = clock.instant().plus(request.patience());
        return switch (grants.claim(session, user, until)) {
            case Decision.Final result -> verdict(request, result, Attempts.NONE);
            case Decision.Pending pending ->
                    new Verdict.Later(
                            () -> {
                                var result = grants.complete(pending, session, user, until);
                                return verdict(afterWait(request, until), result, Attempts.NONE);
                            },
                            () -> grants.cancel(pending, session, user));
        };
    }

    /// For a call that was forwarded in vain. Blocks while an instance is bound, and for what is
    /// left of the call's patience while there is none.
    Verdict assignAgain(SessionRequest request, Attempts attempts) throws InterruptedException {
        if (mustTellLoss(request)) {
            return attempts.refuse(new Refusal.SessionLost());
        }
        var until = clock.instant().plus(request.patience());
        var result = grants.acquire(request.session(), request.user(), until);
        return verdict(afterWait(request, until), result, attempts);
    }

    private SessionRequest afterWait(SessionRequest request, Instant until) {
        return request.withPatience(Duration.between(clock.instant(), until));
    }

    private boolean mustTellLoss(SessionRequest request) {
        return request.route().onInstanceLoss() == OnInstanceLoss.SESSION_LOST
                && grants.takeLoss(request.session(), request.user());
    }

    private Verdict verdict(SessionRequest request, Decision.Final decision, Attempts attempts) {
        return switch (decision) {
            case Decision.Held(var grant) -> forward(request, grant, attempts);
            case Decision.Visit(var instance) ->
                    new Verdict.Forward(new VisitingCall(target(instance), attempts));
            case Decision.NotOwner() -> attempts.refuse(new Refusal.NotOwner());
            case Decision.Refused why -> attempts.refuse(refusal(why));
        };
    }

    private Verdict forward(SessionRequest request, Grant grant, Attempts attempts) {
        grant.usage().allowUntil(request.until());
        return new Verdict.Forward(new SessionCall(this, request, grant, attempts));
    }

    /// What a call is told for whose session there is no instance.
    public static Refusal refusal(Decision.Refused why) {
        return switch (why) {
            case Decision.AllBusy(var total, var busy, var waiting, var expected) ->
                    new Refusal.AllInstancesBusy(total, busy, waiting, retryAfter(expected));
            case Decision.QueueFull(var waiting, var expected) ->
                    new Refusal.QueueFull(waiting + 1, waiting, expected, retryAfter(expected));
            case Decision.QueueTimeout(var position, var waiting, var expected) ->
                    new Refusal.QueueTimeout(position, waiting, expected, retryAfter(expected));
            case Decision.NoneAvailable() -> new Refusal.NoAvailableInstances();
            case Decision.NoneKnown() -> new Refusal.BackendUnavailable();
            case Decision.Starting() -> new Refusal.GatewayStarting();
        };
    }

    private static Duration retryAfter(Duration expected) {
        return Pushback.jittered(expected, ThreadLocalRandom.current());
    }

    @Override
    public Verdict any(Route route) {
        var targets = cluster.instances().stream().map(view -> target(view.instance())).toList();
        return SessionlessCall.toOneOf(
                targets, ThreadLocalRandom.current().nextInt(Math.max(1, targets.size())), route);
    }

    /// How long a call of that request may go on.
    @Nullable TimeLimit timeLimit(SessionRequest request) {
        return request.until().equals(Instant.MAX)
                ? null
                : new TimeLimit(
                        Duration.between(clock.instant(), request.until()),
                        Answers.to(new Refusal.BadToken(TokenFault.TOKEN_EXPIRED)));
    }

    Grants grants() {
        return grants;
    }

    Target target(Instance instance) {
        return target(instance, tls);
    }

    /// Where calls to that instance go.
    ///
    /// @param tls null if instances speak plain text
    public static Target target(Instance instance, @Nullable TlsClient tls) {
        return new Target(
                instance.id().value(),
                instance.address().host(),
                instance.address().port(),
                tls,
                Target.Use.SESSION);
    }
}
