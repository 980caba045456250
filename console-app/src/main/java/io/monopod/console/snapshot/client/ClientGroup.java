package io.monopod.console.snapshot.client;

import io.monopod.scenarios.event.Answer;
import io.monopod.scenarios.event.ClientState;
import io.monopod.scenarios.event.ClientView;
import io.monopod.scenarios.event.Code;

/// Where clients stand. Each client is in exactly one group besides [#ALL], so that the groups sum
/// to all clients.
public enum ClientGroup {
    ALL,
    /// It has not called.
    NOT_STARTED,
    /// It logs in, asks for an instance, or will ask again.
    CALLING,
    /// It waits in the gateway's waiting room.
    IN_LINE,
    /// An instance serves it, or served it until the client ended that.
    SERVED,
    REFUSED,
    /// It never had an instance, or failed for another reason than the loss of its instance.
    FAILED,
    /// It had an instance, and lost it.
    LOST,
    /// It was stopped before it had an instance.
    STOPPED;

    private static final String INSTANCE_LOST = "instance-lost";

    static ClientGroup of(ClientView view, SessionRecord session) {
        if (view.attempt() == 0 && view.last() == null) {
            return NOT_STARTED;
        }
        return switch (view.state()) {
            case NEW, LOGGED_IN, ASSIGNING, RETRYING -> session.waits() == null ? CALLING : IN_LINE;
            case ACTIVE, FINISHED -> SERVED;
            case REFUSED -> hasLost(view, session) ? LOST : REFUSED;
            case FAILED -> hasLost(view, session) ? LOST : FAILED;
            case STOPPED -> view.pod() == null ? STOPPED : SERVED;
        };
    }

    private static boolean hasLost(ClientView view, SessionRecord session) {
        if (view.pod() == null) {
            return false;
        }
        SessionRecord.End end = session.end();
        return isLoss(view) || (end != null && end.reason().equals(INSTANCE_LOST));
    }

    /// Whether its last answer says so.
    private static boolean isLoss(ClientView view) {
        Answer last = view.last();
        return view.state() == ClientState.FAILED
                && last != null
                && (last.code() == Code.UNAVAILABLE || last.code() == Code.ABORTED);
    }

    /// Whether clients in it have ended with an error.
    public boolean isTrouble() {
        return switch (this) {
            case REFUSED, FAILED, LOST -> true;
            case ALL, NOT_STARTED, CALLING, IN_LINE, SERVED, STOPPED -> false;
        };
    }

    boolean has(ClientRow row) {
        return this == ALL || this == row.group();
    }
}
