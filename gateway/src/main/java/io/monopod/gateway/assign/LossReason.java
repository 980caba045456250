package io.monopod.gateway.assign;

/// Why an instance is no longer registered.
public enum LossReason {
    /// It said so.
    LEFT("left"),
    /// It was silent for the lease time.
    LEASE_EXPIRED("lease-expired"),
    /// Its host refused a connection to its port: the process is gone.
    UNREACHABLE("unreachable"),
    /// Another process has its address, or it registered with another address.
    REPLACED("replaced");

    private final String label;

    LossReason(String label) {
        this.label = label;
    }

    /// As logs and metrics write it.
    public String label() {
        return label;
    }
}
