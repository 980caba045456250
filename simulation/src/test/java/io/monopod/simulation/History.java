package io.monopod.simulation;

import static java.util.Comparator.naturalOrder;

import io.monopod.contract.Epoch;
import io.monopod.contract.InstanceId;
import io.monopod.contract.SessionId;
import io.monopod.gateway.assign.EndReason;
import io.monopod.gateway.assign.Grant;
import io.monopod.gateway.assign.Hold;
import io.monopod.gateway.assign.InstanceView;
import io.monopod.gateway.assign.SessionEvent;
import io.monopod.gateway.assign.SlotReport;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;

/// What one run of a gateway has granted and reported: every hold that begins ends once.
final class History {
    private final Causes causes;

    /// The grants to instances that the gateway has known without interruption since.
    private final Map<InstanceId, Map<Epoch, SessionId>> grants = new HashMap<>();

    /// The highest ended epoch of each session.
    private final Map<SessionId, Epoch> over = new HashMap<>();

    /// The epochs under which each session has used an instance; all before the last have ended.
    private final Map<SessionId, NavigableSet<Epoch>> held = new HashMap<>();

    private final Set<Hold> open = new HashSet<>();
    private final Set<Hold> found = new HashSet<>();

    History(Causes causes) {
        this.causes = causes;
    }

    /// Records a grant in the table.
    ///
    /// @return whether it is new
    boolean isNew(Grant grant) {
        return !grant.session()
                .equals(
                        grants.computeIfAbsent(grant.instance().id(), _ -> new HashMap<>())
                                .put(grant.epoch(), grant.session()));
    }

    /// Whether this gateway made the grant of the hold.
    boolean hasGranted(InstanceId instance, SlotReport.Held held) {
        return held.session().equals(grants.getOrDefault(instance, Map.of()).get(held.epoch()));
    }

    boolean wasFound(Hold hold) {
        return found.contains(hold);
    }

    void add(SessionEvent event) {
        switch (event) {
            case SessionEvent.Reserved(_, var hold) -> {
                continueUnderGrant(hold);
                open.add(hold);
            }
            case SessionEvent.Confirmed(_, var hold) -> {
                require(open.contains(hold), "confirmed, but not reserved", event);
                hasHeld(hold);
            }
            case SessionEvent.Found(_, var hold) -> {
                require(!isOver(hold), "what was over is believed", event);
                hasHeld(hold);
                continueUnderGrant(hold);
                open.add(hold);
                found.add(hold);
            }
            // For duplicate sessions, the end is the first event.
            case SessionEvent.Ending(_, var hold, var why) -> {
                open.add(hold);
                if (why == EndReason.NEVER_USED) {
                    heldUnder(hold.session()).remove(hold.epoch());
                }
            }
            case SessionEvent.Released(_, var hold) ->
                    require(open.remove(hold), "released, but not reserved", event);
            case SessionEvent.Ended(_, var hold, var why) -> {
                require(open.remove(hold), "ended, but not begun", event);
                if (endsSession(why)) {
                    over.merge(hold.session(), hold.epoch(), BinaryOperator.maxBy(naturalOrder()));
                } else if (why == EndReason.BIND_UNKNOWN || !causes.wasUsed(hold)) {
                    // Even if it was reported, since its own gateway had given it up.
                    heldUnder(hold.session()).remove(hold.epoch());
                }
            }
            case SessionEvent.Lost(_, var instance, _, _) -> grants.remove(instance.id());
            case SessionEvent.Registered _,
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

    /// A lost instance may come back, and its session continues there. A bind in doubt, an unused
    /// hold or one that gave way also says nothing about earlier holds.
    private static boolean endsSession(EndReason why) {
        return switch (why) {
            case INSTANCE_LOST, BIND_UNKNOWN, NEVER_USED, DUPLICATE, UNPROVED -> false;
            case SHUTDOWN, AT_INSTANCE, IDLE, CLIENT_GONE, FORCED, EXPIRED -> true;
        };
    }

    private boolean isOver(Hold hold) {
        return hold instanceof Grant
                && (!hold.epoch().isAfter(over.getOrDefault(hold.session(), Epoch.NONE))
                        || heldUnder(hold.session()).higher(hold.epoch()) != null);
    }

    private void hasHeld(Hold hold) {
        if (hold instanceof Grant) {
            heldUnder(hold.session()).add(hold.epoch());
        }
    }

    private NavigableSet<Epoch> heldUnder(SessionId session) {
        return held.computeIfAbsent(session, _ -> new TreeSet<>());
    }

    /// A direct call's session has no end of its own if a grant takes it over.
    private void continueUnderGrant(Hold hold) {
        open.removeIf(before -> before instanceof Hold.Direct && isSame(before, hold));
    }

    private static boolean isSame(Hold one, Hold other) {
        return one.session().equals(other.session()) && one.instance().equals(other.instance());
    }

    void requireOpen(List<InstanceView> views) {
        var shown =
                views.stream()
                        .map(InstanceView::hold)
                        .filter(Objects::nonNull)
                        .collect(Collectors.toSet());
        require(open.equals(shown), "ends were not reported: open are", open);
    }

    private static void require(boolean condition, String what, Object who) {
        if (!condition) {
            throw new AssertionError(what + ' ' + who);
        }
    }
}
