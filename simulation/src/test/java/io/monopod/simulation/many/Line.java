package io.monopod.simulation.many;

import io.monopod.contract.SessionId;
import io.monopod.gateway.assign.QueuePlace;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Checks one leader's line from outside: first come, first served, across leaders.
final class Line {
    /// @param at when a call came to its gateway
    /// @param late how long its question to the leader was under way
    record Came(Instant at, Duration late) {}

    private final Leadership leader;

    /// The sessions in line whose calls gathered before the entrance, by the first of those calls.
    private final Map<SessionId, Came> entered = new HashMap<>();

    /// The sessions that had a claim when this leader began. If their instance does not come back
    /// with them, they may enter too late to stand where they stood.
    private final Set<SessionId> late = new HashSet<>();

    /// The sessions that have got an instance. As long as calls of theirs wait, they keep their
    /// place, and return to it if the instance is lost.
    private final Set<SessionId> granted = new HashSet<>();

    private boolean open;
    private List<SessionId> before = List.of();
    private List<SessionId> now = List.of();

    Line(Leadership leader) {
        this.leader = leader;
    }

    /// A call waits until it is known whether its session still has an instance.
    void hadInstance(SessionId session) {
        late.add(session);
    }

    /// A call that had gathered has entered, and stands in line now.
    void entered(SessionId session, Came came) {
        entered.merge(session, came, (one, other) -> one.at.isBefore(other.at) ? one : other);
    }

    /// All that gathered have entered: they stand in line in the order in which they came, as far
    /// as delays let the leader know.
    void opens() {
        if (open) {
            return;
        }
        open = true;
        var line = new ArrayList<>(line());
        line.removeAll(late);
        for (int i = 0; i < line.size(); i++) {
            for (int j = i + 1; j < line.size(); j++) {
                var first = entered.get(line.get(i));
                var second = entered.get(line.get(j));
                if (first != null && second != null) {
                    var ahead = Duration.between(second.at, first.at);
                    Checks.require(
                            ahead.compareTo(second.late.plusMillis(50)) <= 0,
                            "a place in line is lost with its leader",
                            line,
                            line.get(j),
                            entered);
                }
            }
        }
    }

    private List<SessionId> line() {
        return leader.table().queue().stream().map(QueuePlace::session).toList();
    }

    /// Called after each step: those who still wait keep their order.
    void look() {
        before = now;
        now = line();
        if (before.equals(now)) {
            return;
        }
        var stayed = new ArrayList<>(now);
        stayed.retainAll(before);
        var was = new ArrayList<>(before);
        was.retainAll(now);
        Checks.require(stayed.equals(was), "the line is out of order", before, now);
    }

    /// The session gets an instance: nobody who was ahead of it may still wait.
    void requireTurn(SessionId session) {
        if (!granted.add(session)) {
            return;
        }
        int place = now.indexOf(session);
        for (var waiting : line()) {
            int other = now.indexOf(waiting);
            Checks.require(
                    other < 0 || waiting.equals(session) || (place >= 0 && place < other),
                    "out of turn",
                    session,
                    waiting);
        }
    }

    /// An instance has come back with the session. If calls of it wait, it has got an instance.
    void found(SessionId session) {
        if (now.contains(session)) {
            granted.add(session);
        }
    }

    /// The session stands in line anew, or has left.
    void hasNewPlace(SessionId session) {
        granted.remove(session);
        entered.remove(session);
    }
}
