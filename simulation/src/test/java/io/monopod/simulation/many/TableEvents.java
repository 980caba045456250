package io.monopod.simulation.many;

import io.monopod.contract.InstanceId;
import io.monopod.contract.SessionId;
import io.monopod.gateway.assign.Assignment;
import io.monopod.gateway.assign.SessionEvent;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The events of a leader's table, told a moment later, and the calls that wait for them.
final class TableEvents {
    private final World world;
    private final Leadership leader;
    private final Map<InstanceId, List<Runnable>> unsettled = new HashMap<>();
    private final Map<SessionId, List<Runnable>> turns = new HashMap<>();
    private List<SessionEvent> unpublished = new ArrayList<>();

    TableEvents(World world, Leadership leader) {
        this.world = world;
        this.leader = leader;
    }

    void publish() {
        var changes = leader.table().takeEvents();
        if (unpublished.isEmpty() && !changes.isEmpty()) {
            leader.after(world.chance().millis(0, 5), this::dispatch);
        }
        unpublished.addAll(changes);
        changes.forEach(event -> world.checks().leaders().happened(leader, event));
    }

    private void dispatch() {
        var published = unpublished;
        unpublished = new ArrayList<>();
        published.forEach(this::dispatch);
    }

    private void dispatch(SessionEvent event) {
        world.trail().note("%s: %s", leader.gateway(), event);
        if (event instanceof SessionEvent.OfInstance change) {
            wake(unsettled.remove(change.instance().id()));
        }
        if (event instanceof SessionEvent.OfSession change) {
            wake(turns.remove(change.hold().session()));
        }
        leader.happened(event);
    }

    private void wake(@Nullable List<Runnable> waiting) {
        if (waiting != null) {
            waiting.forEach(call -> leader.after(Duration.ZERO, call));
        }
    }

    void await(Assignment.Unsettled what, Runnable retry) {
        if (leader.table().isUnsettled(what)) {
            unsettled.computeIfAbsent(what.instance(), _ -> new ArrayList<>()).add(retry);
        } else {
            leader.after(Duration.ZERO, retry);
        }
    }

    void awaitTurn(SessionId session, Duration maxWait, Runnable retry) {
        if (leader.table().place(session) == null) {
            leader.after(Duration.ZERO, retry);
        } else {
            turns.computeIfAbsent(session, _ -> new ArrayList<>()).add(retry);
            leader.after(
                    maxWait.isNegative() ? Duration.ZERO : maxWait,
                    () -> wake(turns.remove(session)));
        }
    }
}
