package io.monopod.gateway.assign;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// What the table knows of one registered instance. Guarded by the table's lock, but for [#slot],
/// which the path of every call reads without it.
final class Member {
    private final Instance instance;
    private final long hash;
    private volatile Slot slot;
    private SlotReport report;
    private Instant leaseUntil;
    private boolean draining;

    /// The last bind of which no answer came, if its session was there before and so was not ended.
    private @Nullable Grant doubt;

    Member(Instance instance, SlotReport report, Instant leaseUntil) {
        this.instance = instance;
        this.hash = Rendezvous.hash(instance.id().value());
        this.report = report;
        this.leaseUntil = leaseUntil;
        this.slot = new Slot.Blocked(Quarantine.STARTING);
    }

    Instance instance() {
        return instance;
    }

    long hash() {
        return hash;
    }

    Slot slot() {
        return slot;
    }

    void slot(Slot next) {
        slot = next;
    }

    /// The newest that is known of the instance's own truth.
    SlotReport report() {
        return report;
    }

    void report(SlotReport newest) {
        report = newest;
    }

    void renew(Instant until) {
        leaseUntil = until;
    }

    Instant leaseUntil() {
        return leaseUntil;
    }

    boolean draining() {
        return draining;
    }

    void drain() {
        draining = true;
    }

    void doubt(Grant grant) {
        doubt = grant;
    }

    @Nullable Grant doubt() {
        return doubt;
    }

    InstanceState state() {
        if (draining) {
            return InstanceState.DRAINING;
        }
        return switch (slot) {
            case Slot.Free _ -> InstanceState.FREE;
            case Slot.Reserved _ -> InstanceState.RESERVED;
            case Slot.Held _, Slot.Taken _ -> InstanceState.BOUND;
            case Slot.Ending _, Slot.Stale _, Slot.Blocked _ -> InstanceState.QUARANTINED;
        };
    }
}
