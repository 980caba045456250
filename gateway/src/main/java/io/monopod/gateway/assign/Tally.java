package io.monopod.gateway.assign;

import java.util.EnumMap;
import java.util.Map;

/// How many members are in which state, kept as they change, so that a refusal costs no count over
/// all of them. Guarded by the table's lock.
final class Tally {
    private final Map<InstanceState, Integer> byState = new EnumMap<>(InstanceState.class);
    private int busy;

    void add(Member member) {
        count(member, 1);
    }

    void remove(Member member) {
        count(member, -1);
    }

    private void count(Member member, int one) {
        byState.merge(member.state(), one, Integer::sum);
        if (isBusy(member.slot())) {
            busy += one;
        }
    }

    private static boolean isBusy(Slot slot) {
        return switch (slot) {
            case Slot.Reserved _, Slot.Held _, Slot.Taken _, Slot.Ending _, Slot.Stale _ -> true;
            case Slot.Free _, Slot.Blocked _ -> false;
        };
    }

    /// Those that hold a session, are being bound to one, or have not given one back yet; whether
    /// they drain or not.
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
