package io.monopod.simulation.many;

import io.monopod.contract.Epoch;
import io.monopod.contract.SessionId;
import io.monopod.gateway.assign.Grant;
import io.monopod.gateway.assign.SlotReport;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The invariants across all gateways. Knows the true state of every slot, which no gateway does.
final class Checks {
    /// How long the calls of a claim that has gone may run on: until a gateway hears of it, and
    /// then until it cuts them, or until their instance finds that nobody vouches for it.
    private static final Duration LAST_CALLS = Duration.ofSeconds(8);

    private final World world;
    private final WrittenClaims claims;
    private final LeaderChecks leaders;

    /// The latest grant under which an instance served each session.
    private final Map<SessionId, Stay> served = new HashMap<>();

    private final Map<Epoch, Stay> bound = new HashMap<>();

    private final Map<SessionId, Epoch> lastBound = new HashMap<>();

    /// What was bound after a later grant: the instance was frozen for less than a lease, and its
    /// bind was given up. A call that another gateway sent by the claim may have been with it.
    private final Set<Stay> late = new HashSet<>();

    private State state = new State(false, false, 0, 0);
    private Instant calmSince = Instant.MAX;

    Checks(World world) {
        this.world = world;
        this.claims = new WrittenClaims(world);
        this.leaders = new LeaderChecks(world, claims);
    }

    static void require(boolean condition, String what, Object... who) {
        if (!condition) {
            throw new AssertionError(what + ": " + List.of(who));
        }
    }

    WrittenClaims claims() {
        return claims;
    }

    LeaderChecks leaders() {
        return leaders;
    }

    RestChecks atRest() {
        return new RestChecks(world, claims);
    }

    /// The latest grant under which an instance served the session.
    @Nullable Stay lastServed(SessionId session) {
        return served.get(session);
    }

    /// An instance has taken a session under a grant.
    void bound(Pod pod, Grant grant) {
        var stay = Stay.of(grant);
        var before = bound.put(grant.epoch(), stay);
        require(before == null || before.equals(stay), "an epoch is given twice", stay, pod);
        var last = lastBound.put(grant.session(), grant.epoch());
        if (last != null && last.isAfter(grant.epoch())) {
            late.add(stay);
        }
    }

    /// An instance has admitted a call.
    void callBegins(Pod pod, Attempt call) {
        var session = call.call().session();
        var stay = Stay.of(pod, call);
        for (var other : pod.served().running()) {
            require(
                    other.call().session().equals(session),
                    "two sessions on one instance",
                    pod,
                    other,
                    call);
        }
        var latest = served.get(session);
        require(
                latest == null
                        || !latest.epoch().isAfter(call.epoch())
                        || !isThere(latest)
                        || late.contains(stay)
                        || leaders.hasYielded(latest),
                "a session is served where it was before",
                pod,
                call,
                latest == null ? "" : latest);
        served.put(session, stay);
        for (var place : world.places()) {
            var elsewhere = place.pod();
            if (elsewhere.equals(pod)) {
                continue;
            }
            for (var other : elsewhere.served().running()) {
                require(
                        !other.call().session().equals(session)
                                || !other.isWaiting()
                                || elsewhere.served().isNotified(other)
                                || isAboutToEnd(elsewhere, other)
                                || (late.contains(stay) && isAboutToEnd(pod, call)),
                        "one session on two instances",
                        elsewhere,
                        other,
                        pod,
                        call);
            }
        }
    }

    /// Whether the instance holds it still, and serves. Otherwise it has ended there, or stopped:
    /// an instance that comes back with it from before is believed.
    private boolean isThere(Stay stay) {
        return world.places().stream()
                .map(Place::pod)
                .filter(pod -> pod.process().isAlive() && pod.isVouched())
                .anyMatch(
                        pod ->
                                pod.report() instanceof SlotReport.Held held
                                        && Stay.of(pod, held).equals(stay));
    }

    private boolean isAboutToEnd(Pod pod, Attempt call) {
        var went = claims.went(Stay.of(pod, call));
        return went != null && isBefore(went.plus(LAST_CALLS));
    }

    /// An instance for which nobody vouches turns a call away. That is right if a leader has given
    /// the session up, and, while the store is away, if a gateway has died that could not be asked
    /// before.
    void turnedAway(Pod pod, Attempt call) {
        boolean blinded =
                !state.isUp
                        && world.gateways().stream()
                                .anyMatch(
                                        each ->
                                                each.process().isAlive()
                                                        && each.inquiry().isBlinded());
        boolean givenUp = claims.went(Stay.of(pod, call)) != null;
        require(
                !state.isCalm
                        || state.running == 0
                        || isBefore(calmSince.plusSeconds(15))
                        || givenUp
                        || blinded,
                "a session stops although gateways are there",
                pod,
                call);
    }

    /// A call meets another session.
    void conflict(ClientCall call, Grant grant) {
        require(false, "a client is told of a conflict", call, grant);
    }

    /// A leader said that a session was granted, and no claim has come.
    void claimIsMissing(Gateway gateway, SessionId session) {
        require(
                !state.isCalm || !state.isUp || isBefore(calmSince.plusSeconds(15)),
                "a claim does not come",
                gateway,
                session);
    }

    private boolean isBefore(Instant time) {
        return world.timeline().now().isBefore(time);
    }

    /// Called after every step.
    void check() {
        var now = State.of(world);
        if (!now.equals(state)) {
            state = now;
            calmSince = world.timeline().now();
        }
        for (var gateway : world.gateways()) {
            var leading = gateway.leading();
            if (leading != null) {
                leading.line().look();
            }
        }
    }

    /// What there is, and what is broken.
    private record State(boolean isCalm, boolean isUp, int lapses, int running) {
        static State of(World world) {
            var store = world.store();
            boolean calm = world.net().isWhole() && store.isFast();
            int running = 0;
            for (var gateway : world.gateways()) {
                calm &= gateway.process().isRunning() || !gateway.process().isAlive();
                running += gateway.process().isRunning() ? 1 : 0;
            }
            for (var place : world.places()) {
                var process = place.pod().process();
                calm &= process.isRunning() || !process.isAlive();
            }
            return new State(calm, store.isUp(), store.lapses(), running);
        }
    }
}
