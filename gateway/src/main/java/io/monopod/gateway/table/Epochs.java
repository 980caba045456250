package io.monopod.gateway.table;

import io.monopod.contract.Epoch;

/// The source of epochs. Each is higher than all before it and than every epoch that an instance
/// reported. Guarded by the table's lock.
final class Epochs {
    /// How far an unproved epoch may exceed this gateway's first epoch. An instance may have seen
    /// another gateway, or this one before its clock was set back. Epochs are microseconds, so this
    /// is about twelve days. The limit keeps unproved reports from using up the numbers.
    private static final long MAX_AHEAD = 1L << 40;

    private final Epoch limit;
    private Epoch highest;

    Epochs(Epoch above) {
        highest = above;
        limit = new Epoch(above.value() + MAX_AHEAD);
    }

    /// Whether an instance may have seen this epoch, if it reports it without proof.
    boolean isPlausible(Epoch epoch) {
        return !epoch.isAfter(limit) || !epoch.isAfter(highest);
    }

    Epoch next() {
        highest = highest.next();
        return highest;
    }

    Epoch highest() {
        return highest;
    }

    void seen(Epoch epoch) {
        if (epoch.isAfter(highest)) {
            highest = epoch;
        }
    }
}
