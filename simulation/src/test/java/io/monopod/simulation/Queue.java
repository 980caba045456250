package io.monopod.simulation;

import io.monopod.contract.SessionId;
import io.monopod.gateway.assign.QueuePlace;

import java.util.ArrayList;
import java.util.List;

/// The waiting room of one gateway, as seen from outside: first come, first served.
final class Queue {
    private List<SessionId> before = List.of();
    private List<SessionId> now = List.of();

    /// After each step: who waits on stands in the order of the step before.
    void look(Gateway gateway) {
        before = now;
        now = gateway.table().queue().stream().map(QueuePlace::session).toList();
        var stayed = new ArrayList<>(now);
        stayed.retainAll(before);
        var was = new ArrayList<>(before);
        was.retainAll(now);
        if (!stayed.equals(was)) {
            throw new AssertionError("the line is out of order: " + before + " became " + now);
        }
    }

    /// The session has been given an instance in this step: of those who waited before the step,
    /// nobody who stood before it still waits, and if it did not wait itself, nobody at all.
    void requireTurn(SessionId session) {
        int place = before.indexOf(session);
        for (var waiting : now) {
            int other = before.indexOf(waiting);
            if (other >= 0 && (place < 0 || other < place)) {
                throw new AssertionError(
                        "out of turn: " + session + " gets an instance before " + waiting);
            }
        }
    }
}
