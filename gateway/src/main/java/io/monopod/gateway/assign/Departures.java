package io.monopod.gateway.assign;

import io.monopod.contract.Epoch;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.function.UnaryOperator;

/// How sessions left their instances, the latest of them. An instance that was stopped, or cut off,
/// may come back with a session that has ended since, or has gone on elsewhere: what it says of
/// that is no news. Guarded by the table's lock.
final class Departures {
    /// Most sessions never come back.
    private static final int KEPT = 10_000;

    private static final Departure NONE = new Departure(Epoch.NONE, EndReason.DUPLICATE, null);

    private final LinkedHashMap<SessionId, Departure> latest = new LinkedHashMap<>();

    /// @param from holds with a lower epoch are over
    /// @param why they are
    /// @param untold what the session has lost, if it holds nothing since and its owner has not
    ///   asked yet
    private record Departure(Epoch from, EndReason why, @Nullable Hold untold) {
        Departure over(Epoch epoch, EndReason reason) {
            return epoch.isAfter(from) ? new Departure(epoch, reason, untold) : this;
        }

        /// A session that calls have used there is not where it was before. One that was only
        /// placed there still may be.
        Departure wasOn(Hold hold) {
            return hold instanceof Grant grant && grant.usage().isUsed()
                    ? over(grant.epoch(), EndReason.DUPLICATE)
                    : this;
        }

        Departure untold(@Nullable Hold lost) {
            return new Departure(from, why, lost);
        }

        boolean isUntoldTo(UserName user) {
            return switch (untold) {
                case null -> false;
                case Grant grant -> grant.owner().equals(user);
                case Hold.Direct _ -> true;
            };
        }
    }

    /// A hold has left the table. If its instance was lost, that may come back, and the session go
    /// on there; if it gave way to another, the session may go on by that, even if it has the lower
    /// epoch: a bind that is under way gives way to any.
    void left(Hold hold, EndReason reason) {
        switch (reason) {
            case INSTANCE_LOST -> change(hold.session(), before -> before.wasOn(hold).untold(hold));
            case DUPLICATE -> change(hold.session(), before -> before.wasOn(hold));
            case SHUTDOWN,
                    AT_INSTANCE,
                    IDLE,
                    CLIENT_GONE,
                    FORCED,
                    EXPIRED,
                    BIND_UNKNOWN,
                    NEVER_USED ->
                    ended(hold.session(), hold.epoch(), reason);
        }
    }

    /// A hold is over, and the session with it, unless that went on by another or there was none.
    void ended(SessionId session, Epoch epoch, EndReason reason) {
        if (reason != EndReason.DUPLICATE && !reason.isOfNoSession()) {
            change(session, before -> before.over(epoch.next(), reason).untold(null));
        }
    }

    /// The session holds an instance again, or is about to, or its owner was told.
    void nothingToTell(SessionId session) {
        latest.computeIfPresent(session, (_, departure) -> departure.untold(null));
    }

    private void change(SessionId session, UnaryOperator<Departure> change) {
        var before = latest.getOrDefault(session, NONE);
        latest.putLast(session, change.apply(before));
        if (latest.size() > KEPT) {
            latest.pollFirstEntry();
        }
    }

    /// @return whether the user's session lost its instance, holds none since, and nobody asked
    ///   before
    boolean takeLoss(SessionId session, UserName user) {
        var departure = latest.get(session);
        boolean untold = departure != null && departure.isUntoldTo(user);
        if (untold) {
            nothingToTell(session);
        }
        return untold;
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
