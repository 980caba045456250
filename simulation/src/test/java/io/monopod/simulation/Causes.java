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

/// Why sessions may end: each end has the reason that it claims, and the world has made that
/// reason. Outlives gateways, as instances repeat to the next one how a session ended.
final class Causes {
    private final World world;

    /// Of each session and reason, the epochs for which it was seen.
    private final Map<SessionId, Map<EndReason, NavigableSet<Epoch>>> seen = new HashMap<>();

    /// The epochs by which each instance had, or was to get, a session.
    private final Map<SessionId, Map<InstanceId, NavigableSet<Epoch>>> holders = new HashMap<>();

    private final Map<Hold, Instant> lastCalls = new HashMap<>();
    private final Set<InstanceId> leaving = new HashSet<>();

    /// Grants whose instance was asked to bind and did not answer while anybody waited.
    private final Set<Grant> doubted = new HashSet<>();

    /// Holds that their instance is known to have had.
    private final Set<Hold> confirmed = new HashSet<>();

    /// Grants of sessions that were there before: found, or held by a direct call.
    private final Set<Hold> inherited = new HashSet<>();

    /// Grants under which a call was sent, by whichever gateway.
    private final Set<Placement> used = new HashSet<>();

    /// What the instance held that is about to be told lost.
    private @Nullable Hold lost;

    Causes(World world) {
        this.world = world;
    }

    /// The time of the gateway before it means nothing to this one.
    void gatewayStarts() {
        lastCalls.clear();
        doubted.clear();
        confirmed.clear();
        inherited.clear();
    }

    // What the world makes.

    /// A client has ended its session.
    void shutDown(SessionId session, Epoch epoch) {
        saw(session, EndReason.SHUTDOWN, epoch);
    }

    /// An administrator has ended what the gateway knows of a session.
    void forced(Hold hold) {
        saw(hold.session(), EndReason.FORCED, hold.epoch());
    }

    /// An instance takes leave.
    void leaves(Instance instance) {
        leaving.add(instance.id());
    }

    /// Whether an instance was bound is not known.
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

    /// A call under the grant was told so. The gateway takes that for the end by that call, as it
    /// mostly is; why it really ended may be on its way with a heartbeat.
    void toldThatItLeft(Grant grant) {
        if (wasSeen(grant, EndReason.AT_INSTANCE)) {
            saw(grant.session(), EndReason.SHUTDOWN, grant.epoch());
        }
    }

    /// A call under the grant begins or ends now.
    void called(Grant grant, Instant now) {
        lastCalls.put(grant, now);
    }

    void sent(Grant grant) {
        used.add(Placement.of(grant));
    }

    /// Whether there was a session on the instance, for all that is known.
    boolean wasUsed(Hold hold) {
        return used.contains(Placement.of(hold)) || inherited.contains(hold);
    }

    /// An instance has taken a session.
    void holds(InstanceId instance, SessionId session, Epoch epoch) {
        holders(session, instance).add(epoch);
    }

    private NavigableSet<Epoch> holders(SessionId session, InstanceId instance) {
        return holders.computeIfAbsent(session, _ -> new HashMap<>())
                .computeIfAbsent(instance, _ -> new TreeSet<>());
    }

    // What the gateway makes of it.

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
                    SessionEvent.Quarantined _,
                    SessionEvent.Freed _,
                    SessionEvent.Waiting _,
                    SessionEvent.LeftQueue _,
                    SessionEvent.Replayed _,
                    SessionEvent.Refused _ -> {}
        }
    }

    /// A grant takes over a session that the instance has by a direct call.
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
            // The world makes these, and they were seen then.
            case SHUTDOWN, FORCED, AT_INSTANCE -> false;
            case IDLE -> !isInUse(gateway, hold) && isIdle(hold, at);
            case CLIENT_GONE -> false;
            case NEVER_USED -> !isInUse(gateway, hold) && hold instanceof Grant && !wasUsed(hold);
            // What makes an instance lost is looked at when it is.
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

    /// Whether another instance has or had the session by a later right. One that is still being
    /// bound gives way to any, and so does one without a grant.
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
                    case LEFT -> leaving.contains(instance.id());
                    case UNREACHABLE, REPLACED -> isDead;
                    case LEASE_EXPIRED ->
                            gateway.silence(instance.id()).compareTo(world.settings().lease()) >= 0
                                    && (!isBound
                                            || isDead
                                            || gateway.hasHeardOthersSince(instance.id()));
                };
        require(caused, "an instance is lost without a cause", loss);
    }

    /// What ends a session ends all that it held before. That a grant was not used says nothing of
    /// any other.
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
