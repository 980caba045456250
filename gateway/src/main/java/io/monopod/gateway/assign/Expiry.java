package io.monopod.gateway.assign;

import java.time.Instant;
import java.util.List;

/// What the passing of time alone does: leases run out, and sessions that nobody uses end. Guarded
/// by the table's lock.
final class Expiry {
    private final Rules rules;
    private final Roster roster;
    private final Reconciler reconciler;

    /// Until then silence is no proof that an instance is gone.
    private Instant spareUntil = Instant.MIN;

    Expiry(Rules rules, Roster roster, Reconciler reconciler) {
        this.rules = rules;
        this.roster = roster;
        this.reconciler = reconciler;
    }

    void run(Instant now) {
        loseSilent(now);
        endIdle(now);
    }

    /// When all instances fall silent at once, then it is the gateway or its network that failed:
    /// no session ends by that, until one lease after the first instance is heard again.
    private void loseSilent(Instant now) {
        var silent = silent(now);
        if (!silent.isEmpty() && silent.size() == roster.members().size()) {
            spareUntil = now.plus(rules.lease());
        }
        for (var member : silent) {
            if (!isBound(member) || !now.isBefore(spareUntil)) {
                roster.remove(member, LossReason.LEASE_EXPIRED, now);
            }
        }
    }

    private static boolean isBound(Member member) {
        return switch (member.slot()) {
            case Slot.Held _, Slot.Taken _ -> true;
            case Slot.Free _, Slot.Blocked _, Slot.Reserved _, Slot.Ending _ -> false;
        };
    }

    /// The members whose lease has run out.
    List<Member> silent(Instant now) {
        return roster.members().stream()
                .filter(member -> member.leaseUntil().isBefore(now))
                .toList();
    }

    private void endIdle(Instant now) {
        var unusedSince = now.minus(rules.sessionIdle());
        for (var member : List.copyOf(roster.members())) {
            if (member.slot() instanceof Slot.Held(var grant)
                    && grant.usage().closeIfUnusedSince(unusedSince)) {
                reconciler.end(member, grant, EndReason.IDLE, now);
            }
        }
    }
}
