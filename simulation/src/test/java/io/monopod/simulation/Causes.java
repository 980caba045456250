package io.monopod.simulation;

import static io.monopod.simulation.Invariants.require;

import io.monopod.contract.Epoch;
import io.monopod.contract.InstanceId;
import io.monopod.contract.SessionId;
import io.monopod.gateway.assign.EndReason;
import io.monopod.gateway.assign.Grant;
import io.monopod.gateway.assign.Hold;
import io.monopod.gateway.assign.Instance;
import io.monopod.gateway.assign.SessionEvent;
import io.monopod.gateway.assign.SlotReport;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/// Checks that every end has its stated reason, and that the world has caused it. Outlives
/// gateways, because instances report to the next gateway how a session ended.
final class Causes {
    private final World world;

    /// The epochs that each reason was seen for, by session.
    private final Map<SessionId, Map<EndReason, NavigableSet<Epoch>>> seen = new HashMap<>();

    /// The epochs under which each instance held, or was to get, a session.
    private final Map<SessionId, Map<InstanceId, NavigableSet<Epoch>>> holders = new HashMap<>();

    private final Map<Hold, Instant> lastCalls = new HashMap<>();
    private final Set<InstanceId> leaving = new HashSet<>();

    /// Grants whose bind was not answered in time.
    private final Set<Grant> doubted = new HashSet<>();

    /// Holds that their instance has confirmed.
    private final Set<Hold> confirmed = new HashSet<>();

    /// Grants of sessions that existed before: reported, or taken by a direct call.
    private final Set<Hold> inherited = new HashSet<>();

    /// Grants under which any gateway has sent a call.
    private final Set<Placement> used = new HashSet<>();

    /// The hold of the instance that is about to be reported lost.
    private @Nullable Hold lost;

    Causes(World world) {
        this.world = world;
    }

    /// A new gateway does not know the previous one's times.
    void gatewayStarts() {
        lastCalls.clear();
        doubted.clear();
        confirmed.clear();
        inherited.clear();
    }

    // Events that the world causes.

    /// A client has ended its session.
    void shutDown(SessionId session, Epoch epoch) {
        saw(session, EndReason.SHUTDOWN, epoch);
    }

    /// An administrator has ended a session, as far as the gateway knows it.
    void forced(Hold hold) {
        saw(hold.session(), EndReason.FORCED, hold.epoch());
    }

    /// An instance deregisters.
    void leaves(Instance instance) {
        leaving.add(instance.id());
    }

    /// It is unknown whether an instance was bound.
    void doubts(Grant grant) {
        doubted.add(grant);
    }

    /// The slot of an instance changes.
    void slotChanges(SlotReport before, SlotReport now) {
        if (before instanceof SlotReport.Held held && !isStillHeld(held, now)) {
            saw(held.session(), EndReason.AT_INSTANCE, held.epoch());
        } else if (before instanceof SlotReport.Taken taken && !(now instanceof SlotReport.Taken)) {
            saw(taken.session(), EndReason.AT_INSTANCE, Epoch.NONE);
        }
    }

    private static boolean isStillHeld(SlotReport.Held before, SlotReport now) {
        return now instanceof SlotReport.Held held
                && held.session().equals(before.session())
                && held.epoch().equals(before.epoch());
    }

    /// A call under the grant was told that its session has ended. The gateway assumes that the
    /// call ended it, which is usually right; the actual reason may follow with a heartbeat.
    void toldThatItLeft(Grant grant) {
        if (wasSeen(grant, EndReason.AT_INSTANCE)) {
            saw(grant.session(), EndReason.SHUTDOWN, grant.epoch());
        }
    }

    /// A call under the grant begins or ends.
    void called(Grant grant, Instant now) {
        lastCalls.put(grant, now);
    }

    void sent(Grant grant) {
        used.add(Placement.of(grant));
    }

    /// Whether the session was used on the instance, as far as is known.
    boolean wasUsed(Hold hold) {
        return used.contains(Placement.of(hold)) || inherited.contains(hold);
    }

    /// An instance has accepted a session.
    void holds(InstanceId instance, SessionId session, Epoch epoch) {
        holders(session, instance).add(epoch);
    }

    private NavigableSet<Epoch> holders(SessionId session, InstanceId instance) {
        return holders.computeIfAbsent(session, _ -> new HashMap<>())
                .computeIfAbsent(instance, _ -> new TreeSet<>());
    }

    // Events that the gateway reports.

    void happened(Gateway gateway, SessionEvent event) {
        switch (event) {
            case SessionEvent.Reserved(_, var grant) -> holds(grant);
            case SessionEvent.Confirmed(_, var grant) -> {
                holds(grant);
                confirmed.add(grant);
            }
            case SessionEvent.Found(_, var hold) -> {
                holds(hold);
                confirmed.add(hold);
                inherited.add(hold);
            }
            case SessionEvent.Ending(var at, var hold, var why) -> ends(gateway, hold, why, at);
            case SessionEvent.Ended(var at, var hold, var why) -> {
                ends(gateway, hold, why, at);
                lost = why == EndReason.INSTANCE_LOST ? hold : null;
            }
            case SessionEvent.Lost loss -> loses(gateway, loss);
            case SessionEvent.Released _,
                    SessionEvent.Registered _,
                    SessionEvent.Draining _,
                    SessionEvent.Undrained _,
                    SessionEvent.Quarantined _,
                    SessionEvent.Freed _,
                    SessionEvent.Waiting _,
                    SessionEvent.LeftQueue _,
                    SessionEvent.Replayed _,
                    SessionEvent.Refused _ -> {}
        }
    }

    /// A grant takes over a session that an instance has from a direct call.
    void takesOver(Grant grant) {
        inherited.add(grant);
    }

    private void holds(Hold hold) {
        holds(hold.instance().id(), hold.session(), hold.epoch());
    }

    private void ends(Gateway gateway, Hold hold, EndReason why, Instant at) {
        require(
                wasSeen(hold, why) || isCaused(gateway, hold, why, at),
                "a session ends without a cause",
                why,
                hold);
        saw(hold.session(), why, hold.epoch());
        if (why == EndReason.NEVER_USED) {
            holders(hold.session(), hold.instance().id()).remove(hold.epoch());
        }
    }

    private boolean isCaused(Gateway gateway, Hold hold, EndReason why, Instant at) {
        return switch (why) {
            // The world causes these, and they were recorded then.
            case SHUTDOWN, FORCED, AT_INSTANCE -> false;
            case IDLE -> !isInUse(gateway, hold) && isIdle(hold, at);
            case CLIENT_GONE -> false;
            // Simulated instances are honest and can prove their reports.
            case UNPROVED -> false;
            case NEVER_USED -> !isInUse(gateway, hold) && hold instanceof Grant && !wasUsed(hold);
            // The cause of a loss is checked when it is reported.
            case INSTANCE_LOST -> true;
            case EXPIRED -> false;
            case DUPLICATE -> isElsewhere(hold);
            case BIND_UNKNOWN -> hold instanceof Grant grant && doubted.contains(grant);
        };
    }

    private static boolean isInUse(Gateway gateway, Hold hold) {
        return gateway.calls().stream().anyMatch(call -> call.uses(hold));
    }

    private boolean isIdle(Hold hold, Instant at) {
        var since = lastCalls.getOrDefault(hold, hold.since());
        return Duration.between(since, at).compareTo(world.settings().sessionIdle()) >= 0;
    }

    /// Whether another instance has or had the session by a newer claim. A bind in progress and a
    /// hold without a grant give way to any other.
    private boolean isElsewhere(Hold hold) {
        return holders.getOrDefault(hold.session(), Map.of()).entrySet().stream()
                .anyMatch(
                        other ->
                                !other.getKey().equals(hold.instance().id())
                                        && !other.getValue().isEmpty()
                                        && (other.getValue().last().isAfter(hold.epoch())
                                                || !confirmed.contains(hold)
                                                || hold instanceof Hold.Direct));
    }

    private void loses(Gateway gateway, SessionEvent.Lost loss) {
        var instance = loss.instance();
        var pod = world.podAt(world.placeOf(instance));
        boolean isDead = !pod.process().isAlive() || !pod.instance().equals(instance);
        boolean isBound = lost != null && lost.instance().equals(instance);
        lost = null;
        boolean caused =
                switch (loss.reason()) {
                    case LEFT, DIED -> leaving.contains(instance.id());
                    case UNREACHABLE, REPLACED -> isDead;
                    case LEASE_EXPIRED ->
                            gateway.silence(instance.id()).compareTo(world.settings().lease()) >= 0
                                    && (!isBound
                                            || isDead
                                            || gateway.hasHeardOthersSince(instance.id()));
                };
        require(caused, "an instance is lost without a cause", loss);
    }

    /// The end of a session ends all its earlier holds. An unused grant says nothing about other
    /// holds.
    private boolean wasSeen(Hold hold, EndReason why) {
        var epochs = seen(hold.session(), why);
        return why == EndReason.NEVER_USED
                ? epochs.contains(hold.epoch())
                : epochs.ceiling(hold.epoch()) != null;
    }

    private void saw(SessionId session, EndReason why, Epoch epoch) {
        seen(session, why).add(epoch);
    }

    private NavigableSet<Epoch> seen(SessionId session, EndReason why) {
        return seen.computeIfAbsent(session, _ -> new EnumMap<>(EndReason.class))
                .computeIfAbsent(why, _ -> new TreeSet<>());
    }
}
