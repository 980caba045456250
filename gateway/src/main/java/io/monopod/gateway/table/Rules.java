package io.monopod.gateway.table;

import io.monopod.contract.Epoch;
import io.monopod.gateway.assign.Policy;

import java.time.Duration;
import java.time.Instant;

/// The settings of a [SessionTable].
///
/// @param policy which instance a new session gets
/// @param lease an instance that does not report for longer is lost
/// @param start when the gateway started
/// @param startGrace for this time no new session is placed: after the start, and again after the
///   first report, because instances may not have been able to report before. One lease after a
///   restart, in which every surviving instance reports; zero at a first start. Reported sessions
///   are found at once.
/// @param epochsAbove every epoch is higher than this
/// @param places how many sessions the waiting room holds
/// @param sessionIdle a session without calls ends after this time
/// @param quotas the most that one user may have
public record Rules(
        Policy policy,
        Duration lease,
        Instant start,
        Duration startGrace,
        Epoch epochsAbove,
        int places,
        Duration sessionIdle,
        Quotas quotas) {
    /// The default capacity of the waiting room.
    private static final int PLACES = 1_000;

    /// The default idle time.
    private static final Duration SESSION_IDLE = Duration.ofMinutes(5);

    public Rules {
        if (!lease.isPositive()) {
            throw new IllegalArgumentException("lease must be longer than nothing: " + lease);
        }
    }

    /// Rules for a gateway that starts now and places new sessions after `grace`. Its epochs are
    /// microseconds, so they are higher than those of any earlier run, unless that granted more
    /// than a million sessions a second or the clock was set back. Then the instances' reports
    /// raise them.
    public static Rules from(Instant start, Policy policy, Duration lease, Duration grace) {
        return new Rules(
                policy,
                lease,
                start,
                grace,
                new Epoch(start.toEpochMilli() * 1_000),
                PLACES,
                SESSION_IDLE,
                Quotas.NONE);
    }

    /// Rules whose epochs are above that one, too.
    public Rules withEpochsAbove(Epoch epoch) {
        return epoch.isAfter(epochsAbove)
                ? new Rules(policy, lease, start, startGrace, epoch, places, sessionIdle, quotas)
                : this;
    }

    public Rules withPlaces(int number) {
        return new Rules(
                policy, lease, start, startGrace, epochsAbove, number, sessionIdle, quotas);
    }

    public Rules withSessionIdle(Duration time) {
        return new Rules(policy, lease, start, startGrace, epochsAbove, places, time, quotas);
    }

    public Rules withQuotas(Quotas limits) {
        return new Rules(
                policy, lease, start, startGrace, epochsAbove, places, sessionIdle, limits);
    }
}
