package io.monopod.gateway.http2;

/// How much of something that costs us work and brings nothing a peer may still send: so much at
/// once, and a tenth of that more each second. Whoever keeps within it is never told.
final class Allowance {
    private static final long NANOS_TO_REFILL = 10_000_000_000L;

    private final int size;
    private int left;
    private long refilledAt;

    /// @param now on the clock of [System#nanoTime()]
    Allowance(int size, long now) {
        this.size = size;
        left = size;
        refilledAt = now;
    }

    void spend(int amount) {
        left -= amount;
    }

    /// The peer did something useful.
    void earn(int amount) {
        left = (int) Math.min(size, (long) left + amount);
    }

    /// Whether the peer has spent more than it had. Time that has passed counts only now, so that
    /// nobody asks the clock for a peer that behaves.
    boolean isOverdrawn(long now) {
        return left < 0 && isOverdrawnAfterRefill(now);
    }

    private boolean isOverdrawnAfterRefill(long now) {
        double share = Math.min(1, (double) (now - refilledAt) / NANOS_TO_REFILL);
        refilledAt = now;
        earn((int) (size * share));
        return left < 0;
    }
}
