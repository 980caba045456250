package io.monopod.gateway.table;

import io.monopod.gateway.assign.Counts;
import io.monopod.gateway.assign.InstanceState;

import java.util.EnumMap;
import java.util.Map;

/// The number of instances in each state, updated with every change, so that a refusal need not
/// count all instances. Guarded by the table's lock.
final class StateCounters {
    private final Map<InstanceState, Integer> byState = new EnumMap<>(InstanceState.class);
    private int busy;

    void add(InstanceEntry entry) {
        count(entry, 1);
    }

    void remove(InstanceEntry entry) {
        count(entry, -1);
    }

    private void count(InstanceEntry entry, int one) {
        byState.merge(entry.state(), one, Integer::sum);
        if (isBusy(entry.slot())) {
            busy += one;
        }
    }

    private static boolean isBusy(Slot slot) {
        return switch (slot) {
            case Slot.Reserved _, Slot.Held _, Slot.Taken _, Slot.Ending _ -> true;
            case Slot.Stale(var ending) -> !ending.reason().isOfNoSession();
            case Slot.Free _, Slot.Blocked _ -> false;
        };
    }

    /// Instances that hold a session, are being bound to one, or have not given one back yet,
    /// draining or not.
    int busy() {
        return busy;
    }

    Counts counts() {
        return new Counts(
                of(InstanceState.FREE),
                of(InstanceState.RESERVED),
                of(InstanceState.BOUND),
                of(InstanceState.DRAINING),
                of(InstanceState.QUARANTINED));
    }

    private int of(InstanceState state) {
        return byState.getOrDefault(state, 0);
    }
}
