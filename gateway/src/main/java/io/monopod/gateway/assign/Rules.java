package io.monopod.gateway.assign;

import io.monopod.contract.Epoch;

import java.time.Duration;
import java.time.Instant;

/// What a [SessionTable] goes by.
///
/// @param policy which instance a new session gets
/// @param lease an instance that is silent for longer is gone
/// @param start when the gateway started
/// @param startGrace no new session is placed for so long after the start, nor after the first
///   instance has reported, as until then none may have been able to: after a restart one lease
///   time, in which every instance that is still there reports; at a first start nothing. Sessions
///   that were reported are found at once.
/// @param epochsAbove every epoch is higher
/// @param places how many sessions the waiting room holds
/// @param sessionIdle a session without a call for longer ends
public record Rules(
        Policy policy,
        Duration lease,
        Instant start,
        Duration startGrace,
        Epoch epochsAbove,
        int places,
        Duration sessionIdle) {
    /// Of the waiting room, if nothing is said about it.
    private static final int PLACES = 1_000;

    /// If nothing is said about it.
    private static final Duration SESSION_IDLE = Duration.ofMinutes(5);

    public Rules {
        if (!lease.isPositive()) {
            throw new IllegalArgumentException("lease must be longer than nothing: " + lease);
        }
    }

    /// For a gateway that starts now, and places new sessions once `grace` is over. Its epochs are
    /// microseconds, so that they are higher than those of any run before it, unless a run granted
    /// more than a million sessions a second or the clock was set back; then the reports of the
    /// instances raise them.
    public static Rules from(Instant start, Policy policy, Duration lease, Duration grace) {
        return new Rules(
                policy,
                lease,
                start,
                grace,
                new Epoch(start.toEpochMilli() * 1_000),
                PLACES,
                SESSION_IDLE);
    }

    public Rules withPlaces(int number) {
        return new Rules(policy, lease, start, startGrace, epochsAbove, number, sessionIdle);
    }

    public Rules withSessionIdle(Duration time) {
        return new Rules(policy, lease, start, startGrace, epochsAbove, places, time);
    }
}
