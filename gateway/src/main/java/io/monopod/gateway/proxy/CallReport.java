package io.monopod.gateway.proxy;

import io.monopod.gateway.call.AdmittedCall;
import io.monopod.gateway.call.CallEnd;

import java.util.ArrayList;
import java.util.List;

/// Tells an [AdmittedCall] how it ended: after everything else that it is asked or told, which
/// happens without the lock and may be under way on another thread. Guarded by the lock.
final class CallReport {
    private final ClientSide side;
    private final int headOctets;
    private List<Runnable> due = List.of();
    private int asked;
    private boolean over;

    CallReport(ClientSide side, int headOctets) {
        this.side = side;
        this.headOctets = headOctets;
    }

    /// Somebody is about to leave the lock in order to ask or tell the call something.
    void asking() {
        asked++;
    }

    /// They have come back.
    void asked() {
        asked--;
        if (asked == 0) {
            due.forEach(side.splice()::later);
            due = List.of();
            release();
        }
    }

    void ended(AdmittedCall call, CallEnd end) {
        if (asked == 0) {
            side.splice().later(() -> call.ended(end));
        } else {
            due = new ArrayList<>(due);
            due.add(() -> call.ended(end));
        }
    }

    /// There is no more work for this call, except what is under way.
    void over() {
        over = true;
        release();
    }

    private void release() {
        if (over && asked == 0) {
            side.openCalls().close(headOctets);
        }
    }
}
