package io.monopod.datapath.budget;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/// A limit for one resource of the whole process: bytes, or calls. Pure arithmetic. Safe for use by
/// many threads.
///
/// No holder may have more than what is left for all others (dynamic thresholds: Choudhury and
/// Hahne, 1998). One holder gets up to half of an unused budget, a hundred greedy ones leave one
/// part in a hundred free, and a holder that has nothing yet is served first. Strangers share a
/// part of the budget, so they cannot take the rest from known clients.
public final class Budget {
    private final long size;
    private final long forStrangers;
    private final AtomicLong held = new AtomicLong();
    private final AtomicLong heldByStrangers = new AtomicLong();
    private final LongAdder refused = new LongAdder();

    /// @param forStrangers the part of `size` that all strangers together may hold
    public Budget(long size, long forStrangers) {
        if (forStrangers < 1 || forStrangers > size) {
            throw new IllegalArgumentException(forStrangers + " of " + size + " for strangers");
        }
        this.size = size;
        this.forStrangers = forStrangers;
    }

    /// @param holding what the holder has already
    /// @return whether `amount` was taken
    boolean tryTake(long amount, long holding, Trust trust) {
        take(amount, trust);
        if (left(trust) >= holding) {
            return true;
        }
        giveBack(amount, trust);
        refused.increment();
        return false;
    }

    /// Takes an amount that cannot be refused, even if nothing is left.
    void take(long amount, Trust trust) {
        held.addAndGet(amount);
        if (trust == Trust.STRANGER) {
            heldByStrangers.addAndGet(amount);
        }
    }

    void giveBack(long amount, Trust trust) {
        take(-amount, trust);
    }

    /// A stranger that holds that much becomes known.
    void becomeKnown(long holding) {
        heldByStrangers.addAndGet(-holding);
    }

    /// What is left; negative if more was taken than there is.
    long left(Trust trust) {
        long left = size - held.get();
        return trust == Trust.KNOWN ? left : Math.min(left, forStrangers - heldByStrangers.get());
    }

    public long size() {
        return size;
    }

    public long held() {
        return held.get();
    }

    public long heldByStrangers() {
        return heldByStrangers.get();
    }

    /// The number of refusals.
    public long refused() {
        return refused.sum();
    }
}
