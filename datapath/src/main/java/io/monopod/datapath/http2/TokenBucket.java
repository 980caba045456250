package io.monopod.datapath.http2;

/// How many useless frames a peer may still send: a burst of `size`, and a tenth of that more each
/// second. A peer within the limit notices nothing.
final class TokenBucket {
    private static final long NANOS_TO_REFILL = 10_000_000_000L;

    private final int size;
    private int left;
    private long refilledAt;

    /// @param now on the clock of [System#nanoTime()]
    TokenBucket(int size, long now) {
        this.size = size;
        left = size;
        refilledAt = now;
    }

    void consume(int amount) {
        left -= amount;
    }

    /// The peer sent something useful.
    void refund(int amount) {
        left = (int) Math.min(size, (long) left + amount);
    }

    /// Whether the peer exceeded its limit. The refill is computed only then, so a peer that
    /// behaves costs no clock reading.
    boolean isExhausted(long now) {
        return left < 0 && isExhaustedAfterRefill(now);
    }

    private boolean isExhaustedAfterRefill(long now) {
        double share = Math.min(1, (double) (now - refilledAt) / NANOS_TO_REFILL);
        refilledAt = now;
        refund((int) (size * share));
        return left < 0;
    }
}
