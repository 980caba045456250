package io.monopod.gateway.table;

import io.monopod.gateway.assign.Grant;
import io.monopod.gateway.assign.Instance;
import io.monopod.gateway.assign.InstanceState;
import io.monopod.gateway.assign.InstanceView;
import io.monopod.gateway.assign.Quarantine;
import io.monopod.gateway.assign.SlotReport;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// The table's entry for one registered instance. Guarded by the table's lock, except [#slot],
/// which every call reads without it.
final class InstanceEntry {
    private final Instance instance;
    private final long hash;
    private volatile Slot slot;
    private SlotReport report;
    private Instant leaseUntil;
    private boolean draining;

    /// The last bind that got no answer while its session was already on the instance, and so was
    /// not ended.
    private @Nullable Grant doubt;

    private Suspension suspension = Suspension.NONE;

    InstanceEntry(Instance instance, SlotReport report, Instant leaseUntil) {
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

    /// The instance's newest known report.
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

    void undrain() {
        draining = false;
    }

    void markInDoubt(Grant grant) {
        doubt = grant;
    }

    @Nullable Grant inDoubt() {
        return doubt;
    }

    /// A bind failed for a reason that the slot does not show.
    void bindFailed(Instant now) {
        suspension = suspension.afterFailure(now, hash);
    }

    void bindSucceeded() {
        suspension = Suspension.NONE;
    }

    /// Whether it gets no bind for now.
    boolean isSuspended(Instant now) {
        return !suspension.isOver(now);
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

    InstanceView view() {
        return new InstanceView(instance, state(), detail(slot), slot.hold(), leaseUntil);
    }

    private static String detail(Slot slot) {
        return switch (slot) {
            case Slot.Blocked(var why) -> why.label();
            case Slot.Ending(_, var reason, _) -> "ending: " + reason.label();
            case Slot.Stale _ -> Quarantine.UNCONFIRMED.label();
            case Slot.Free _, Slot.Reserved _, Slot.Held _, Slot.Taken _ -> "";
        };
    }
}
