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

    /// An instance was lost with the session on it, for all that the gateway knows. It may come
    /// back, and the session go on there: nothing is over by that but what was before.
    void lost(Hold hold) {
        change(
                hold.session(),
                before -> before.over(hold.epoch(), EndReason.DUPLICATE).untold(hold));
    }

    /// A hold is over. If it gave way, or was never known to be one, then the session may go on by
    /// another: even by one with a lower epoch, as a bind that is under way gives way to any.
    void ended(SessionId session, Epoch epoch, EndReason reason) {
        switch (reason) {
            case DUPLICATE, BIND_UNKNOWN -> {}
            case SHUTDOWN, AT_INSTANCE, IDLE, CLIENT_GONE, INSTANCE_LOST, FORCED, EXPIRED ->
                    over(session, epoch, reason);
        }
    }

    private void over(SessionId session, Epoch epoch, EndReason reason) {
        change(session, before -> before.over(epoch.next(), reason).untold(null));
    }

    /// The session is about to hold an instance again.
    void reserved(SessionId session) {
        nothingToTell(session);
    }

    private void nothingToTell(SessionId session) {
        latest.computeIfPresent(session, (_, departure) -> departure.untold(null));
    }

    /// The session holds an instance: it is nowhere else any more.
    void held(Hold hold) {
        latest.computeIfPresent(
                hold.session(),
                (_, departure) -> departure.over(hold.epoch(), EndReason.DUPLICATE).untold(null));
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
