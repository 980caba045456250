package io.monopod.gateway.table;

import static java.util.Comparator.naturalOrder;

import io.monopod.gateway.assign.EndReason;
import io.monopod.gateway.assign.LossReason;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Changes that come with time alone: leases expire, idle sessions and those with expired tokens
/// end, and an end that the instance does not confirm times out. Guarded by the table's lock.
final class Expiry {
    /// How long an instance has to confirm a forced end, or the end of a session that no call has
    /// used. With the tick at which this is checked and the bind at the next instance, the session
    /// can be elsewhere within a second. Any other end has a whole lease, because running calls may
    /// have to finish first.
    static final Duration CONFIRM_WITHIN = Duration.ofMillis(300);

    private final Rules rules;
    private final StartGrace grace;
    private final InstanceIndex index;
    private final Reconciler reconciler;

    /// Until this time a silent instance is not taken to be lost.
    private Instant suspendExpiryUntil = Instant.MIN;

    Expiry(Rules rules, StartGrace grace, InstanceIndex index, Reconciler reconciler) {
        this.rules = rules;
        this.grace = grace;
        this.index = index;
        this.reconciler = reconciler;
    }

    /// @param missed time before `now` in which the gateway did not run
    void run(Duration missed, Instant now) {
        clockJumped(missed, now);
        loseSilent(now);
        endUnused(now);
        letUnconfirmedGo(now);
    }

    /// The gateway did not run for this time, and has not read what instances sent meanwhile. So
    /// the time does not count against their leases. A pause of up to a sixth of a lease (half a
    /// heartbeat interval) makes no instance look silent, and is ignored.
    private void clockJumped(Duration time, Instant now) {
        if (time.compareTo(rules.lease().dividedBy(6)) > 0) {
            grace.clockJumped(time, now);
            var latest = now.plus(rules.lease());
            for (var entry : index.entries()) {
                var until = entry.leaseUntil().plus(time);
                entry.renew(until.isBefore(latest) ? until : latest);
            }
        }
    }

    /// If all instances fall silent at once, the gateway or its network has failed. Then no session
    /// ends until one lease after the last instance is heard again.
    private void loseSilent(Instant now) {
        var silent = silent(now);
        var lastHeard =
                index.entries().stream()
                        .map(InstanceEntry::leaseUntil)
                        .max(naturalOrder())
                        .orElse(now);
        for (var entry : silent) {
            if (!isAlone(entry, lastHeard)) {
                suspendExpiryUntil = now.plus(rules.lease());
            }
            if (!isBound(entry) || !now.isBefore(suspendExpiryUntil)) {
                index.remove(entry, LossReason.LEASE_EXPIRED, now);
            }
        }
    }

    /// Whether another instance was heard well after this one fell silent. Instances do not report
    /// at the same moment, but at least twice per lease.
    private boolean isAlone(InstanceEntry entry, Instant lastHeard) {
        var after = Duration.between(entry.leaseUntil(), lastHeard);
        return after.compareTo(rules.lease().dividedBy(2)) >= 0;
    }

    private static boolean isBound(InstanceEntry entry) {
        return switch (entry.slot()) {
            case Slot.Held _, Slot.Taken _ -> true;
            case Slot.Free _, Slot.Blocked _, Slot.Reserved _, Slot.Ending _, Slot.Stale _ -> false;
        };
    }

    /// The instances whose lease has expired.
    List<InstanceEntry> silent(Instant now) {
        return index.entries().stream().filter(entry -> entry.leaseUntil().isBefore(now)).toList();
    }

    private void endUnused(Instant now) {
        var unusedSince = now.minus(rules.sessionIdle());
        for (var entry : index.entries()) {
            if (!(entry.slot() instanceof Slot.Held(var grant))) {
                continue;
            }
            if (grant.calls().closeIfExpired(now)) {
                reconciler.end(entry, grant, EndReason.EXPIRED, now);
            } else if (grant.calls().closeIfUnusedSince(unusedSince)) {
                reconciler.end(entry, grant, EndReason.IDLE, now);
            }
        }
    }

    private void letUnconfirmedGo(Instant now) {
        for (var entry : index.entries()) {
            if (entry.slot() instanceof Slot.Ending ending
                    && !ending.since().plus(confirmWithin(ending.reason())).isAfter(now)) {
                index.transition(entry, new Slot.Stale(ending), ending.reason(), now);
            }
        }
    }

    private Duration confirmWithin(EndReason reason) {
        return reason == EndReason.FORCED || reason.isOfNoSession()
                ? CONFIRM_WITHIN
                : rules.lease();
    }
}
