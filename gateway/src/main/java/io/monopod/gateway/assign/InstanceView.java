package io.monopod.gateway.assign;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// An instance as it was when asked.
///
/// @param detail why it is quarantined, or empty
/// @param hold the session that is on it, or may be
/// @param leaseUntil when it will be counted as gone if nothing is heard of it
public record InstanceView(
        Instance instance,
        InstanceState state,
        String detail,
        @Nullable Hold hold,
        Instant leaseUntil) {

    static InstanceView of(Member member) {
        return new InstanceView(
                member.instance(),
                member.state(),
                detail(member.slot()),
                member.slot().hold(),
                member.leaseUntil());
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
