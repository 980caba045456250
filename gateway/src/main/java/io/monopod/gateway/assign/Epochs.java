package io.monopod.gateway.assign;

import io.monopod.contract.Epoch;

/// The source of epochs: each is higher than all before it and than every one that an instance has
/// reported. Guarded by the table's lock.
final class Epochs {
    private Epoch highest;

    Epochs(Epoch above) {
        highest = above;
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
