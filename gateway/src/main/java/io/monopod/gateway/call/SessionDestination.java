package io.monopod.gateway.call;

import io.monopod.datapath.call.RoutingDecision;
import io.monopod.datapath.call.Target;
import io.monopod.datapath.call.TimeLimit;
import io.monopod.datapath.http2.header.HeaderList;
import io.monopod.gateway.assign.Assignment;
import io.monopod.gateway.assign.Grant;
import io.monopod.gateway.assign.Instance;
import io.monopod.gateway.assign.Refusal;
import io.monopod.gateway.registry.Claiming;
import io.monopod.gateway.registry.ClusterSessions;
import io.monopod.gateway.retry.RetryHistory;
import io.monopod.gateway.route.OnInstanceLoss;
import io.monopod.gateway.route.Route;
import io.monopod.tls.TlsClient;
import io.monopod.token.TokenFault;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;

/// A registered cluster: every session has its own instance.
public final class SessionDestination implements Destination {
    private final ClusterSessions sessions;
    private final @Nullable TlsClient tls;
    private final int callsPerConnection;
    private final InstantSource clock;
    private final Vouching vouching = new Vouching();

    /// @param tls towards its instances; null for none
    /// @param callsPerConnection as in [Target]
    public SessionDestination(
            ClusterSessions sessions,
            @Nullable TlsClient tls,
            int callsPerConnection,
            InstantSource clock) {
        this.tls = tls;
        this.callsPerConnection = callsPerConnection;
        this.clock = clock;
        this.sessions = sessions;
    }

    @Override
    public RoutingDecision assign(SessionRequest request) {
        var session = request.session();
        var user = request.user();
        var held = sessions.begin(session, user);
        if (held != null) {
            return forward(request, held, RetryHistory.NONE);
        }
        var until = clock.instant().plus(request.maxWait());
        return switch (sessions.claim(session, user, until, tellsLoss(request))) {
            case Claiming.Decided(var result) -> decision(request, result, RetryHistory.NONE);
            case Claiming.Open open ->
                    new RoutingDecision.Later(
                            () -> {
                                var result = open.complete();
                                return decision(
                                        afterWait(request, until), result, RetryHistory.NONE);
                            },
                            open::cancel);
        };
    }

    /// Routes again after a call was forwarded in vain. Blocks while an instance is bound, and for
    /// the rest of the call's wait while none is free.
    RoutingDecision assignAgain(SessionRequest request, RetryHistory history)
            throws InterruptedException {
        if (isDangerous(history)) {
            return CallPath.refuse(history.refusal(new Refusal.OutcomeUnknown()));
        }
        var until = clock.instant().plus(request.maxWait());
        var result = sessions.acquire(request.session(), request.user(), until, tellsLoss(request));
        if (result instanceof Assignment.Held(var grant) && isDangerous(history)) {
            // The loss of the earlier instance became known only now: its listener may outlive its
            // connections for a moment, and another process may have taken its place.
            sessions.callUnsent(grant);
            return CallPath.refuse(history.refusal(new Refusal.OutcomeUnknown()));
        }
        return decision(afterWait(request, until), result, history);
    }

    /// Whether the call may have ended an instance, and so must go to no other.
    private boolean isDangerous(RetryHistory history) {
        return history.isDangerous(sessions::isLost);
    }

    private SessionRequest afterWait(SessionRequest request, Instant until) {
        return request.withWait(Duration.between(clock.instant(), until));
    }

    private static boolean tellsLoss(SessionRequest request) {
        return request.route().onInstanceLoss() == OnInstanceLoss.SESSION_LOST;
    }

    private RoutingDecision decision(
            SessionRequest request, Assignment.Final decision, RetryHistory history) {
        return switch (decision) {
            case Assignment.Held(var grant) -> forward(request, grant, history);
            case Assignment.Conflict(var instance) ->
                    new RoutingDecision.Forward(
                            new ConflictProbe(
                                    target(instance),
                                    Vouching.ofProbe(instance, request),
                                    history));
            case Refusal why -> CallPath.refuse(history.refusal(why));
        };
    }

    private RoutingDecision forward(SessionRequest request, Grant grant, RetryHistory history) {
        if (request.endsWithToken()) {
            sessions.allowUntil(grant, request.until());
        }
        return new RoutingDecision.Forward(new AssignedCall(this, request, grant, history));
    }

    @Override
    public RoutingDecision any(Route route, HeaderList passed) {
        var targets = sessions.instances().stream().map(this::target).toList();
        return SessionlessCall.toOneOf(
                targets,
                ThreadLocalRandom.current().nextInt(Math.max(1, targets.size())),
                route,
                passed);
    }

    /// How long the request's call may go on; null for no limit.
    @Nullable TimeLimit timeLimit(SessionRequest request) {
        return request.endsWithToken()
                ? new TimeLimit(
                        Duration.between(clock.instant(), request.until()),
                        Answers.to(new Refusal.BadToken(TokenFault.TOKEN_EXPIRED)))
                : null;
    }

    Instant now() {
        return clock.instant();
    }

    ClusterSessions sessions() {
        return sessions;
    }

    /// The fields that tell the grant's instance who calls.
    HeaderList vouched(Grant grant, SessionRequest request) {
        return vouching.of(grant, request);
    }

    Target target(Instance instance) {
        return target(instance, tls, callsPerConnection);
    }

    /// The target for calls to the instance.
    ///
    /// @param tls null if instances speak plain text
    /// @param callsPerConnection as in [Target]
    public static Target target(
            Instance instance, @Nullable TlsClient tls, int callsPerConnection) {
        return new Target(
                instance.id().value(),
                instance.address().host(),
                instance.address().port(),
                tls,
                Target.Use.SESSION,
                callsPerConnection);
    }
}
