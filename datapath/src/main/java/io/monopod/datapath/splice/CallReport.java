package io.monopod.datapath.splice;

import io.monopod.datapath.budget.OpenCalls;
import io.monopod.datapath.call.AdmittedCall;
import io.monopod.datapath.call.CallEnd;

import java.util.ArrayList;
import java.util.List;

/// Reports to an [AdmittedCall] how it ended, after all other calls to it. Those happen without the
/// lock and may be running on another thread. Guarded by the lock.
public final class CallReport {
    private final Downstream downstream;
    private final OpenCalls.Ticket ticket;
    private List<Runnable> due = List.of();
    private int retained;
    private boolean working;
    private boolean over;
    private boolean left;
    private boolean released;

    CallReport(Downstream downstream, OpenCalls.Ticket ticket) {
        this.downstream = downstream;
        this.ticket = ticket;
    }

    /// The calling thread will leave the lock and call the [AdmittedCall].
    void retain() {
        retained++;
    }

    /// The thread that called [#retain] is back under the lock.
    public void released() {
        retained--;
        if (retained == 0) {
            due.forEach(downstream.group()::later);
            due = List.of();
            release();
        }
    }

    /// This process starts to serve the call.
    public void working() {
        working = true;
    }

    /// The service has returned, or the call ended before it started.
    public void worked() {
        working = false;
        release();
    }

    void ended(AdmittedCall call, CallEnd end) {
        if (retained == 0) {
            downstream.group().later(() -> call.ended(end));
        } else {
            due = new ArrayList<>(due);
            due.add(() -> call.ended(end));
        }
    }

    /// The call has ended, apart from threads that still work on it.
    void over() {
        over = true;
        release();
    }

    /// The client's stream is closed: none of the response waits for it.
    public void left() {
        left = true;
        release();
    }

    private void release() {
        if (over && left && retained == 0 && !working && !released) {
            released = true;
            downstream.openCalls().close(ticket);
        }
    }
}
