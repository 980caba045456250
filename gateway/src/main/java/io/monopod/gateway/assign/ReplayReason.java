package io.monopod.gateway.assign;

/// Why a call was sent again.
public enum ReplayReason {
    /// Its instance was lost; its session goes on elsewhere.
    INSTANCE_LOST("instance-lost"),
    /// The connection to its instance broke; its session is still there.
    CONNECTION_LOST("connection-lost");

    private final String label;

    ReplayReason(String label) {
        this.label = label;
    }

    /// As logs and the admin API write it.
    public String label() {
        return label;
    }
}
