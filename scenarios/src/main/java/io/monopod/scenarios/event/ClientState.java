package io.monopod.scenarios.event;

/// Where a client stands.
public enum ClientState {
    /// Made, and has not called yet.
    NEW,
    /// Has a token and no instance.
    LOGGED_IN,
    /// Its first call of the session is on its way: it waits for an instance.
    ASSIGNING,
    /// An instance serves its session.
    ACTIVE,
    /// Was refused, and will come back.
    RETRYING,
    /// Was told that there is no instance for it, and does not come back.
    REFUSED,
    /// Ended by any other error.
    FAILED,
    /// Its session is ended, or it has done all that it was to do.
    FINISHED,
    /// Was stopped from outside.
    STOPPED;

    /// Whether nothing more will come from such a client by itself.
    public boolean isFinal() {
        return switch (this) {
            case NEW, LOGGED_IN, ASSIGNING, ACTIVE, RETRYING -> false;
            case REFUSED, FAILED, FINISHED, STOPPED -> true;
        };
    }
}
