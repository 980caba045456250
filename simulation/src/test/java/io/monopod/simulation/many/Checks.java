package io.monopod.simulation.many;

import io.monopod.contract.Epoch;
import io.monopod.contract.InstanceId;
import io.monopod.contract.SessionId;
import io.monopod.gateway.assign.EndReason;
import io.monopod.gateway.assign.Grant;
import io.monopod.gateway.assign.InstanceState;
import io.monopod.gateway.assign.LossReason;
import io.monopod.gateway.assign.SessionEvent;
import io.monopod.gateway.assign.SlotReport;
import io.monopod.gateway.store.Claim;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/// The invariants across all gateways. Knows the true state of every slot, which no gateway does.
final class Checks {
    /// How long the calls of a claim that has gone may run on: until a gateway hears of it, and
    /// then until it cuts them, or until their instance finds that nobody vouches for it.
    private static final Duration LAST_CALLS = Duration.ofSeconds(8);

    private final World world;

    /// A session on an instance, under a grant.
    private record Stay(SessionId session, InstanceId instance, Epoch epoch) {}

    /// The latest grant under which an instance served each session.
    private final Map<SessionId, Stay> served = new HashMap<>();

    /// When each claim that has gone, or was replaced, went.
    private final Map<Stay, Instant> gone = new HashMap<>();

    private final Map<SessionId, Claim> claims = new HashMap<>();

    /// The sessions that a leader knows to have left an instance, or to be about to.
    private final Set<Stay> ended = new HashSet<>();

    private final Set<Stay> confirmed = new HashSet<>();

    /// The instances that a leader has counted as lost, and none has found since.
    private final Set<InstanceId> lost = new HashSet<>();

    private final Map<Epoch, Stay> bound = new HashMap<>();

    private final Map<SessionId, Epoch> lastBound = new HashMap<>();

    /// What was bound after a later grant: the instance was frozen for less than a lease, and its
    /// bind was given up. A call that another gateway sent by the claim may have been with it.
    private final Set<Stay> late = new HashSet<>();

    /// The grants whose bind was given up, because an instance came back with the session. A call
    /// that another gateway sent by the claim may have been with the bind.
    private final Set<Stay> yielded = new HashSet<>();

    /// The highest epoch that was written in each term.
    private final NavigableMap<Long, Epoch> highest = new TreeMap<>();

    private State state = new State(false, false, 0, 0);
    private Instant calmSince = Instant.MAX;

    Checks(World world) {
        this.world = world;
    }

    static void require(boolean condition, String what, Object... who) {
        if (!condition) {
            throw new AssertionError(what + ": " + List.of(who));
        }
    }

    // The store.

    void committed(long term, Claim claim) {
        highest.merge(term, claim.epoch(), (one, other) -> one.isAfter(other) ? one : other);
        var before = claims.put(claim.of().session(), claim);
        if (before != null && !before.epoch().equals(claim.epoch())) {
            gone.put(stay(before), world.timeline().now());
        }
        gone.remove(stay(claim));
    }

    void released(Claim claim) {
        claims.remove(claim.of().session());
        gone.put(stay(claim), world.timeline().now());
    }

    private static Stay stay(Claim claim) {
        return new Stay(claim.of().session(), claim.instance(), claim.epoch());
    }

    private static Stay stay(Grant grant) {
        return new Stay(grant.session(), grant.instance().id(), grant.epoch());
    }

    private static Stay stay(Pod pod, SlotReport.Held held) {
        return new Stay(held.session(), pod.instance().id(), held.epoch());
    }

    // The instances.

    /// An instance has taken a session under a grant.
    void bound(Pod pod, Grant grant) {
        var stay = stay(grant);
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
        var stay = new Stay(session, pod.instance().id(), call.epoch());
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
                        || yielded.contains(latest),
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
                                || isAboutToEnd(elsewhere, other),
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
                                        && stay(pod, held).equals(stay));
    }

    private boolean isAboutToEnd(Pod pod, Attempt call) {
        var went = gone.get(new Stay(call.call().session(), pod.instance().id(), call.epoch()));
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
                                                        && each.sight().isBlinded());
        boolean givenUp =
                gone.containsKey(
                        new Stay(call.call().session(), pod.instance().id(), call.epoch()));
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

    // The leaders.

    void happened(Leadership leader, SessionEvent event) {
        switch (event) {
            case SessionEvent.Reserved(_, var grant) -> {
                leader.line().requireTurn(grant.session());
                requireNewEpoch(leader, grant);
                if (world.store().isLedIn(leader.term())) {
                    requireCause(leader, grant);
                }
            }
            case SessionEvent.Ending(_, var hold, var reason) -> {
                if (hold instanceof Grant grant) {
                    ended.add(stay(grant));
                    if (reason == EndReason.DUPLICATE && !confirmed.contains(stay(grant))) {
                        yielded.add(stay(grant));
                    }
                }
            }
            case SessionEvent.Confirmed(_, var grant) -> confirmed.add(stay(grant));
            case SessionEvent.Found(_, Grant grant) -> confirmed.add(stay(grant));
            case SessionEvent.Ended(_, var hold, _) -> {
                if (hold instanceof Grant grant) {
                    ended.add(stay(grant));
                }
            }
            case SessionEvent.Lost(_, var instance, var reason, _) -> {
                lost.add(instance.id());
                requireCause(leader, instance.id(), reason);
            }
            case SessionEvent.Registered(_, var instance) -> {
                if (world.store().isLedIn(leader.term())) {
                    lost.remove(instance.id());
                }
            }
            case SessionEvent.Waiting(_, var session, _) -> leader.line().hasNewPlace(session);
            case SessionEvent.LeftQueue(_, var session, _) -> leader.line().hasNewPlace(session);
            case SessionEvent.Found _,
                    SessionEvent.Released _,
                    SessionEvent.Draining _,
                    SessionEvent.Undrained _,
                    SessionEvent.Quarantined _,
                    SessionEvent.Freed _,
                    SessionEvent.Replayed _,
                    SessionEvent.Refused _ -> {}
        }
    }

    private void requireNewEpoch(Leadership leader, Grant grant) {
        for (var before : highest.headMap(leader.term()).values()) {
            require(
                    grant.epoch().isAfter(before),
                    "an epoch is not above those of earlier terms",
                    leader.gateway(),
                    grant,
                    before);
        }
    }

    /// A session gets an instance. If it is used on another one that lives, its claim there has
    /// gone, or there is a cause to give it up.
    private void requireCause(Leadership leader, Grant grant) {
        for (var place : world.places()) {
            var pod = place.pod();
            if (!pod.instance().id().equals(grant.instance().id())
                    && pod.report() instanceof SlotReport.Held held
                    && held.session().equals(grant.session())
                    && !gone.containsKey(stay(pod, held))) {
                requireCause(leader, pod, held);
            }
        }
    }

    /// A leader has a claim deleted.
    void deletes(Leadership leader, SessionId session, Epoch epoch) {
        for (var place : world.places()) {
            var pod = place.pod();
            if (pod.report() instanceof SlotReport.Held held
                    && held.session().equals(session)
                    && held.epoch().equals(epoch)) {
                requireCause(leader, pod, held);
            }
        }
    }

    /// A leader gives a session up. If it is used and its instance lives, a leader knows why it is
    /// there no more; or this leader has waited for that instance long enough.
    private void requireCause(Leadership leader, Pod pod, SlotReport.Held held) {
        var stay = stay(pod, held);
        if (!pod.process().isAlive() || !stay.equals(served.get(held.session()))) {
            return;
        }
        var settled = leader.began().plus(world.settings().lease()).plusSeconds(1);
        boolean waited = leader.silence(stay.instance()) == null && !leader.now().isBefore(settled);
        require(
                waited || lost.contains(stay.instance()) || ended.contains(stay),
                "a session moves without a cause",
                leader.gateway(),
                pod,
                held);
    }

    private void requireCause(Leadership leader, InstanceId id, LossReason reason) {
        var pod =
                world.places().stream()
                        .map(Place::pod)
                        .filter(each -> each.instance().id().equals(id))
                        .findAny();
        boolean isDead = pod.isEmpty() || !pod.get().process().isAlive();
        var silence = leader.silence(id);
        boolean caused =
                switch (reason) {
                    case LEFT, DIED -> isDead || pod.get().isLeaving();
                    case UNREACHABLE, REPLACED -> isDead;
                    case LEASE_EXPIRED ->
                            silence != null && silence.compareTo(world.settings().lease()) >= 0;
                };
        require(caused, "an instance is lost without a cause", leader.gateway(), id, reason);
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

    // At rest.

    /// Called when nothing has broken for a while, and no client has called.
    void checkAtRest() {
        for (var client : world.clients()) {
            require(client.open().isEmpty(), "unfinished calls", client.open());
        }
        var leader = requireLeader();
        var held = new HashMap<SessionId, Stay>();
        for (var view : leader.table().instances()) {
            var pod = world.placeOf(view.instance()).pod();
            require(pod.instance().id().equals(view.instance().id()), "a dead instance", view);
            require(pod.served().running().isEmpty(), "unfinished calls on an instance", pod);
            switch (pod.report()) {
                case SlotReport.Free _ ->
                        require(view.state() == InstanceState.FREE, "a lost slot", pod, view);
                case SlotReport.Held there -> {
                    require(view.state() == InstanceState.BOUND, "a lost session", pod, view);
                    held.put(there.session(), stay(pod, there));
                }
                case SlotReport.Starting _,
                        SlotReport.Taken _,
                        SlotReport.Unproved _,
                        SlotReport.Closed _ ->
                        require(false, "an instance is not in service", pod, pod.report(), view);
            }
        }
        require(
                leader.table().instances().size() == world.places().size(),
                "instances are missing",
                leader.table().instances());
        requireClaims(held);
    }

    private Leadership requireLeader() {
        var leading =
                world.gateways().stream().map(Gateway::leading).filter(Objects::nonNull).toList();
        require(leading.size() == 1, "not one leader", world.gateways(), leading.size());
        return leading.getFirst();
    }

    /// The store and every gateway know what the instances hold.
    private void requireClaims(Map<SessionId, Stay> held) {
        var written = new HashMap<SessionId, Stay>();
        claims.forEach((session, claim) -> written.put(session, stay(claim)));
        require(written.equals(held), "the claims are not what instances hold", written, held);
        for (var gateway : world.gateways()) {
            var known = new HashMap<SessionId, Stay>();
            gateway.routes().all().forEach(each -> known.put(each.session(), stay(each)));
            require(known.equals(held), "a gateway does not know the claims", gateway, known, held);
        }
    }

    /// Called when every client has ended its session.
    void checkEmpty() {
        require(claims.isEmpty(), "a session has leaked", claims);
    }
}
