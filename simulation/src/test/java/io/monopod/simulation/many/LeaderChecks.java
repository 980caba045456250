package io.monopod.simulation.many;

import io.monopod.contract.Epoch;
import io.monopod.contract.InstanceId;
import io.monopod.contract.SessionId;
import io.monopod.gateway.assign.EndReason;
import io.monopod.gateway.assign.Grant;
import io.monopod.gateway.assign.LossReason;
import io.monopod.gateway.assign.SessionEvent;
import io.monopod.gateway.assign.SlotReport;

import java.util.HashSet;
import java.util.Set;

/// What a leader may do, given what is true and what leaders know.
final class LeaderChecks {
    private final World world;
    private final WrittenClaims claims;

    /// The sessions that a leader knows to have left an instance, or to be about to.
    private final Set<Stay> ended = new HashSet<>();

    /// The sessions that a leader knew to be on an instance.
    private final Set<Stay> confirmed = new HashSet<>();

    /// The grants whose bind was given up, because an instance came back with the session. A call
    /// that another gateway sent by the claim may have been with the bind.
    private final Set<Stay> yielded = new HashSet<>();

    /// The instances that a leader has counted as lost, and none has found since.
    private final Set<InstanceId> lost = new HashSet<>();

    LeaderChecks(World world, WrittenClaims claims) {
        this.world = world;
        this.claims = claims;
    }

    boolean hasYielded(Stay stay) {
        return yielded.contains(stay);
    }

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
                    ended.add(Stay.of(grant));
                    if (reason == EndReason.DUPLICATE && !confirmed.contains(Stay.of(grant))) {
                        yielded.add(Stay.of(grant));
                    }
                }
            }
            case SessionEvent.Confirmed(_, var grant) -> confirmed.add(Stay.of(grant));
            case SessionEvent.Found(_, Grant grant) -> {
                confirmed.add(Stay.of(grant));
                leader.line().found(grant.session());
            }
            case SessionEvent.Ended(_, var hold, _) -> {
                if (hold instanceof Grant grant) {
                    ended.add(Stay.of(grant));
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
        for (var before : claims.highestBefore(leader.term())) {
            Checks.require(
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
                    && claims.went(Stay.of(pod, held)) == null) {
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
        var stay = Stay.of(pod, held);
        if (!pod.process().isAlive() || !stay.equals(world.checks().lastServed(held.session()))) {
            return;
        }
        var settled = leader.began().plus(world.settings().lease()).plusSeconds(1);
        boolean waited =
                leader.registry().silence(stay.instance()) == null
                        && !leader.now().isBefore(settled);
        Checks.require(
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
        var silence = leader.registry().silence(id);
        boolean caused =
                switch (reason) {
                    case LEFT, DIED -> isDead || pod.get().isLeaving();
                    case UNREACHABLE, REPLACED -> isDead;
                    case LEASE_EXPIRED ->
                            silence != null && silence.compareTo(world.settings().lease()) >= 0;
                };
        Checks.require(caused, "an instance is lost without a cause", leader.gateway(), id, reason);
    }
}
