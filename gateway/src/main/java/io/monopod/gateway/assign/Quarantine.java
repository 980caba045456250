package io.monopod.gateway.assign;

/// Why an instance that holds no session takes none now.
public enum Quarantine {
    /// It said that it is starting.
    STARTING("starting"),
    /// It said that it takes no further session.
    CLOSED("closed"),
    /// It could not be bound, for a reason that its slot does not show. Its next heartbeat ends
    /// this.
    BIND_FAILED("bind-failed"),
    /// Its session was taken from it by force, and it has not confirmed that yet.
    UNCONFIRMED("unconfirmed");

    private final String label;

    Quarantine(String label) {
        this.label = label;
    }

    /// As logs and metrics write it.
    public String label() {
        return label;
    }
}
