package io.monopod.gateway.assign;

/// Why an instance is no longer registered.
public enum LossReason {
    /// It deregistered itself.
    LEFT("left"),
    /// It deregistered itself because the process that it stands for has died.
    DIED("died"),
    /// It did not report for the lease time.
    LEASE_EXPIRED("lease-expired"),
    /// Its host refused a connection to its port, so the process is gone.
    UNREACHABLE("unreachable"),
    /// Another process has its address, or it registered again with another address.
    REPLACED("replaced");

    private final String label;

    LossReason(String label) {
        this.label = label;
    }

    /// The label in logs and metrics.
    public String label() {
        return label;
    }
}
