package io.monopod.gateway.assign;

import static java.util.Comparator.naturalOrder;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// What the passing of time alone does: leases run out, sessions that nobody uses, or may use, end,
/// and those that were ended by force no longer wait for their instance. Guarded by the table's
/// lock.
final class Expiry {
    /// For an instance to confirm that a session was ended by force. With the tick at which this is
    /// looked at, and the way to the next instance, the session can be elsewhere in a second.
    static final Duration CONFIRM_WITHIN = Duration.ofMillis(300);

    private final Rules rules;
    private final Grace grace;
    private final Roster roster;
    private final Reconciler reconciler;

    /// Until then silence is no proof that an instance is gone.
    private Instant spareUntil = Instant.MIN;

    Expiry(Rules rules, Grace grace, Roster roster, Reconciler reconciler) {
        this.rules = rules;
        this.grace = grace;
        this.roster = roster;
        this.reconciler = reconciler;
    }

    /// The gateway itself did not run for a while: what instances have said meanwhile it has not
    /// read yet. So that time does not count. What is shorter than a sixth of a lease, half of the
    /// time between two heartbeats, silences nobody.
    void stoodStill(Duration time, Instant now) {
        if (time.compareTo(rules.lease().dividedBy(6)) > 0) {
            grace.stoodStill(time, now);
            var latest = now.plus(rules.lease());
            for (var member : roster.members()) {
                var until = member.leaseUntil().plus(time);
                member.renew(until.isBefore(latest) ? until : latest);
            }
        }
    }

    void run(Instant now) {
        loseSilent(now);
        endUnused(now);
        letForcedGo(now);
    }

    /// When all instances fall silent at once, then it is the gateway or its network that failed:
    /// no session ends by that, until one lease after the last that was heard is heard again.
    private void loseSilent(Instant now) {
        var silent = silent(now);
        var lastHeard =
                roster.members().stream().map(Member::leaseUntil).max(naturalOrder()).orElse(now);
        for (var member : silent) {
            if (!isAlone(member, lastHeard)) {
                spareUntil = now.plus(rules.lease());
            }
            if (!isBound(member) || !now.isBefore(spareUntil)) {
                roster.remove(member, LossReason.LEASE_EXPIRED, now);
            }
        }
    }

    /// Whether another was heard well after it fell silent. Instances do not report all at the same
    /// moment, but at least twice in a lease.
    private boolean isAlone(Member member, Instant lastHeard) {
        var after = Duration.between(member.leaseUntil(), lastHeard);
        return after.compareTo(rules.lease().dividedBy(2)) >= 0;
    }

    private static boolean isBound(Member member) {
        return switch (member.slot()) {
            case Slot.Held _, Slot.Taken _ -> true;
            case Slot.Free _, Slot.Blocked _, Slot.Reserved _, Slot.Ending _, Slot.Stale _ -> false;
        };
    }

    /// The members whose lease has run out.
    List<Member> silent(Instant now) {
        return roster.members().stream()
                .filter(member -> member.leaseUntil().isBefore(now))
                .toList();
    }

    private void endUnused(Instant now) {
        var unusedSince = now.minus(rules.sessionIdle());
        for (var member : roster.members()) {
            if (!(member.slot() instanceof Slot.Held(var grant))) {
                continue;
            }
            if (grant.usage().closeIfExpired(now)) {
                reconciler.end(member, grant, EndReason.EXPIRED, now);
            } else if (grant.usage().closeIfUnusedSince(unusedSince)) {
                reconciler.end(member, grant, EndReason.IDLE, now);
            }
        }
    }

    private void letForcedGo(Instant now) {
        var before = now.minus(CONFIRM_WITHIN);
        for (var member : roster.members()) {
            if (member.slot() instanceof Slot.Ending ending
                    && ending.reason() == EndReason.FORCED
                    && !ending.since().isAfter(before)) {
                roster.become(member, new Slot.Stale(ending), EndReason.FORCED, now);
            }
        }
    }
}
