package io.monopod.gateway.assign;

/// Why a call was sent again.
public enum ReplayReason {
    /// Its instance was lost; the session goes on at another.
    INSTANCE_LOST("instance-lost"),
    /// The connection to its instance broke; the session is still there.
    CONNECTION_LOST("connection-lost");

    private final String label;

    ReplayReason(String label) {
        this.label = label;
    }

    /// The label in logs and the admin API.
    public String label() {
        return label;
    }
}
