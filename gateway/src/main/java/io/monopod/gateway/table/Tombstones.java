package io.monopod.gateway.table;

import io.monopod.contract.Epoch;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.gateway.assign.EndReason;
import io.monopod.gateway.assign.Grant;
import io.monopod.gateway.assign.Hold;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.function.UnaryOperator;

/// Tombstones of the latest sessions that left their instances. An instance that was stopped or cut
/// off may come back with a session that has ended since, or has gone on elsewhere; its report of
/// that session is stale. Guarded by the table's lock.
final class Tombstones {
    /// Most sessions never come back.
    private static final int KEPT = 10_000;

    private static final Tombstone NONE = new Tombstone(Epoch.NONE, EndReason.DUPLICATE, null);

    private final LinkedHashMap<SessionId, Tombstone> latest = new LinkedHashMap<>();

    /// @param from holds with a lower epoch are over
    /// @param why the reason
    /// @param untold the hold that the session lost, if it holds nothing since and its owner has
    ///   not been told
    private record Tombstone(Epoch from, EndReason why, @Nullable Hold untold) {
        Tombstone over(Epoch epoch, EndReason reason) {
            return epoch.isAfter(from) ? new Tombstone(epoch, reason, untold) : this;
        }

        /// Marks earlier holds as over if calls have used the session on this one. A session that
        /// was only placed here may still be where it was before.
        Tombstone wasOn(Hold hold) {
            return hold instanceof Grant grant && grant.calls().isUsed()
                    ? over(grant.epoch(), EndReason.DUPLICATE)
                    : this;
        }

        Tombstone untold(@Nullable Hold lost) {
            return new Tombstone(from, why, lost);
        }

        boolean isUntoldTo(UserName user) {
            return switch (untold) {
                case null -> false;
                case Grant grant -> grant.owner().equals(user);
                case Hold.Direct direct -> direct.owner().equals(user);
                case Hold.Unproved _ -> false;
            };
        }
    }

    /// A hold has left the table. If its instance was lost, that may come back, and the session go
    /// on there. If it yielded to another hold, the session may go on by that even with the lower
    /// epoch, because a bind that is under way yields to any.
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
                    NEVER_USED,
                    UNPROVED ->
                    ended(hold.session(), hold.epoch(), reason);
        }
    }

    /// A hold is over. So is its session, unless it goes on by another hold or never existed.
    void ended(SessionId session, Epoch epoch, EndReason reason) {
        if (reason != EndReason.DUPLICATE && !reason.isOfNoSession()) {
            change(session, before -> before.over(epoch.next(), reason).untold(null));
        }
    }

    /// The session holds an instance again or is about to, or its owner was told of the loss.
    void nothingToTell(SessionId session) {
        latest.computeIfPresent(session, (_, tombstone) -> tombstone.untold(null));
    }

    private void change(SessionId session, UnaryOperator<Tombstone> change) {
        var before = latest.getOrDefault(session, NONE);
        latest.putLast(session, change.apply(before));
        if (latest.size() > KEPT) {
            latest.pollFirstEntry();
        }
    }

    /// @return whether the user's session lost its instance, has none since, and this was not
    ///   returned before
    boolean takeLostSession(SessionId session, UserName user) {
        var tombstone = latest.get(session);
        boolean untold = tombstone != null && tombstone.isUntoldTo(user);
        if (untold) {
            nothingToTell(session);
        }
        return untold;
    }

    /// Why a reported hold is over; null if it is not, as far as is known.
    @Nullable EndReason whyOver(Hold reported) {
        var tombstone = latest.get(reported.session());
        return tombstone != null
                        && reported instanceof Grant
                        && tombstone.from().isAfter(reported.epoch())
                ? tombstone.why()
                : null;
    }
}
