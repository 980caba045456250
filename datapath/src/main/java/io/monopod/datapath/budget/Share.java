package io.monopod.datapath.budget;

import io.monopod.datapath.http2.frame.BufferBudget;

/// The part of a [Budget] that one connection holds. It has a base, which the budget for
/// connections covers, and takes more in chunks, so that most calls touch no state that connections
/// share. Guarded by the lock of its connection.
public final class Share implements BufferBudget {
    private final Budget budget;
    private final int base;
    private final int chunk;
    private Trust trust;

    /// The amount in use, including the base.
    private long used;

    /// The amount taken from the budget.
    private long taken;

    private boolean closed;

    /// @param base the amount that needs no budget
    /// @param chunk the unit of what is taken from the budget
    public Share(Budget budget, int base, int chunk, Trust trust) {
        this.budget = budget;
        this.base = base;
        this.chunk = chunk;
        this.trust = trust;
    }

    @Override
    public boolean tryTake(int amount) {
        long missing = used + amount - base - taken;
        if (missing > 0) {
            long more = roundedUp(missing);
            if (closed || !budget.tryTake(more, taken, trust)) {
                return false;
            }
            taken += more;
        }
        used += amount;
        return true;
    }

    @Override
    public void take(int amount) {
        used += amount;
        long missing = used - base - taken;
        if (missing > 0 && !closed) {
            long more = roundedUp(missing);
            budget.take(more, trust);
            taken += more;
        }
    }

    @Override
    public void giveBack(int amount) {
        used -= amount;
        // One chunk is kept for later use. No division here: this runs for every DATA frame.
        long spare = taken - Math.max(0, used - base);
        if (!closed && (spare >= 2L * chunk || (used <= 0 && taken > 0))) {
            long needed = roundedUp(Math.max(0, used - base));
            budget.giveBack(taken - needed, trust);
            taken = needed;
        }
    }

    @Override
    public boolean isTight() {
        return taken > 0 && budget.left(trust) < taken;
    }

    /// The connection has shown a valid token.
    public void becomeKnown() {
        if (trust == Trust.STRANGER) {
            trust = Trust.KNOWN;
            budget.becomeKnown(taken);
        }
    }

    /// The amount in use.
    public long used() {
        return used;
    }

    /// The connection is closed: everything is given back, and nothing more is taken.
    public void close() {
        if (!closed) {
            closed = true;
            budget.giveBack(taken, trust);
            taken = 0;
        }
    }

    private long roundedUp(long amount) {
        return (amount + chunk - 1) / chunk * chunk;
    }
}
