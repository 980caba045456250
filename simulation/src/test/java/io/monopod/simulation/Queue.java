package io.monopod.simulation;

import io.monopod.contract.SessionId;
import io.monopod.gateway.assign.QueuePlace;

import java.util.ArrayList;
import java.util.List;

/// Checks one gateway's waiting room from outside: first come, first served.
final class Queue {
    private List<SessionId> before = List.of();
    private List<SessionId> now = List.of();

    /// Called after each step: those who still wait keep the order of the previous step.
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

    /// Called when the session gets an instance in this step. Nobody who was ahead of it in the
    /// previous step may still wait. If it was not waiting itself, nobody may.
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
