package io.monopod.gateway.assign;

/// Why an instance that holds no session takes none now.
public enum Quarantine {
    /// It reports that it is starting.
    STARTING("starting"),
    /// It reports that it takes no further session.
    CLOSED("closed"),
    /// Its bind failed for a reason that the slot does not show. Its first heartbeat after the
    /// suspension ([io.monopod.gateway.table.Suspension]) ends the quarantine.
    BIND_FAILED("bind-failed"),
    /// Its session was released without its confirmation, which has not come yet.
    UNCONFIRMED("unconfirmed"),
    /// It claims a session without proof, and is told to end that.
    UNPROVED("unproved");

    private final String label;

    Quarantine(String label) {
        this.label = label;
    }

    /// The label in logs and metrics.
    public String label() {
        return label;
    }
}
