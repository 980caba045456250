package io.monopod.scenarios.event;

/// The state of a client.
public enum ClientState {
    /// It has not called yet.
    NEW,
    /// It has a token and no instance.
    LOGGED_IN,
    /// The first call of its session is waiting for an instance.
    ASSIGNING,
    /// An instance serves its session.
    ACTIVE,
    /// It was refused and will retry.
    RETRYING,
    /// It was refused and does not retry.
    REFUSED,
    /// It ended with another error.
    FAILED,
    /// It has ended its session or done all its work.
    FINISHED,
    /// It was stopped from outside.
    STOPPED;

    /// Whether a client in this state does nothing more by itself.
    public boolean isFinal() {
        return switch (this) {
            case NEW, LOGGED_IN, ASSIGNING, ACTIVE, RETRYING -> false;
            case REFUSED, FAILED, FINISHED, STOPPED -> true;
        };
    }
}
