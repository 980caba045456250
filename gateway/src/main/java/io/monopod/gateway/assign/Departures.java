package io.monopod.gateway.assign;

import io.monopod.contract.Epoch;
import io.monopod.contract.SessionId;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.function.UnaryOperator;

/// How sessions left their instances, the latest of them. An instance that was stopped, or cut off,
/// may come back with a session that has ended since, or has gone on elsewhere: what it says of
/// that is no news. Guarded by the table's lock.
final class Departures {
    /// Most sessions never come back.
    private static final int KEPT = 10_000;

    private static final Departure NONE = new Departure(Epoch.NONE, EndReason.DUPLICATE, false);

    private final LinkedHashMap<SessionId, Departure> latest = new LinkedHashMap<>();

    /// @param from holds with a lower epoch are over
    /// @param why they are
    /// @param lossUntold the session has lost its instance and holds none since, and nobody has
    ///   asked yet
    private record Departure(Epoch from, EndReason why, boolean lossUntold) {
        Departure over(Epoch epoch, EndReason reason) {
            return epoch.isAfter(from) ? new Departure(epoch, reason, lossUntold) : this;
        }

        Departure lossUntold(boolean untold) {
            return new Departure(from, why, untold);
        }
    }

    /// An instance was lost with the session on it. It may come back, and the session go on there:
    /// nothing is over by that but what was before.
    void lost(Hold hold) {
        change(
                hold.session(),
                before -> before.over(hold.epoch(), EndReason.DUPLICATE).lossUntold(true));
    }

    void ended(SessionId session, Epoch epoch, EndReason reason) {
        change(session, before -> before.over(epoch.next(), reason).lossUntold(false));
    }

    /// The session is about to hold an instance again.
    void reserved(SessionId session) {
        latest.computeIfPresent(session, (_, departure) -> departure.lossUntold(false));
    }

    /// The session holds an instance: it is nowhere else any more.
    void held(Hold hold) {
        latest.computeIfPresent(
                hold.session(),
                (_, departure) ->
                        departure.over(hold.epoch(), EndReason.DUPLICATE).lossUntold(false));
    }

    private void change(SessionId session, UnaryOperator<Departure> change) {
        var before = latest.getOrDefault(session, NONE);
        latest.putLast(session, change.apply(before));
        if (latest.size() > KEPT) {
            latest.pollFirstEntry();
        }
    }

    /// @return whether the session lost its instance, holds none since, and nobody asked before
    boolean takeLoss(SessionId session) {
        var departure = latest.get(session);
        if (departure == null || !departure.lossUntold()) {
            return false;
        }
        reserved(session);
        return true;
    }

    /// Why a hold that an instance reports is over; null if it is not, as far as is known.
    @Nullable EndReason whyOver(Hold reported) {
        var departure = latest.get(reported.session());
        return departure != null
                        && reported instanceof Grant
                        && departure.from().isAfter(reported.epoch())
                ? departure.why()
                : null;
    }
}
