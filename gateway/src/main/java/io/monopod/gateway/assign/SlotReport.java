package io.monopod.gateway.assign;

import io.monopod.contract.Epoch;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;

import org.jspecify.annotations.Nullable;

/// An instance's report of its slot, however it arrives.
public sealed interface SlotReport {
    /// Increases with every change of the slot.
    long revision();

    /// The grant's epoch while held by a grant, else the highest that the slot has seen.
    Epoch epoch();

    /// Not ready to serve yet.
    record Starting(Epoch epoch, long revision) implements SlotReport {}

    /// @param last the end that the slot saw last, or null
    record Free(Epoch epoch, long revision, @Nullable LastEnd last) implements SlotReport {
        public Free(Epoch epoch, long revision) {
            this(epoch, revision, null);
        }
    }

    /// Held by a session under a gateway's grant, as the report proves.
    record Held(SessionId session, UserName owner, Epoch epoch, long revision)
            implements SlotReport {}

    /// Held by a session whose client called the instance directly.
    ///
    /// @param owner the user of the client's token, as the report proves
    /// @param epoch the highest that the slot has seen; the session itself has none
    record Taken(SessionId session, UserName owner, Epoch epoch, long revision)
            implements SlotReport {}

    /// Held by a session, without proof.
    ///
    /// @param epoch the epoch of the claimed grant, or the highest that the slot has seen
    record Unproved(SessionId session, Epoch epoch, long revision) implements SlotReport {}

    /// Takes no further session.
    ///
    /// @param last the end that the slot saw last, or null
    record Closed(Epoch epoch, long revision, @Nullable LastEnd last) implements SlotReport {
        public Closed(Epoch epoch, long revision) {
            this(epoch, revision, null);
        }
    }

    /// The end of a session, as the instance reports it.
    record LastEnd(SessionId session, Epoch epoch, EndReason reason) {
        private boolean isOf(Hold hold) {
            return session.equals(hold.session()) && epoch.equals(hold.epoch());
        }
    }

    /// The end that the slot saw last, or null if it reports none.
    default @Nullable LastEnd lastEnd() {
        return switch (this) {
            case Free free -> free.last();
            case Closed closed -> closed.last();
            case Starting _, Held _, Taken _, Unproved _ -> null;
        };
    }

    /// Whether it reports that the session holds the slot by the grant of that epoch. The gateway
    /// that gave the grant needs no proof.
    default boolean isHeldBy(SessionId granted, Epoch under) {
        return switch (this) {
            case Held held -> held.session().equals(granted) && held.epoch().equals(under);
            case Unproved unproved ->
                    unproved.session().equals(granted) && unproved.epoch().equals(under);
            case Starting _, Free _, Taken _, Closed _ -> false;
        };
    }

    /// Why the hold ended, as far as the instance reports it.
    default EndReason reasonFor(@Nullable Hold hold) {
        var last = lastEnd();
        return last != null && hold != null && last.isOf(hold)
                ? last.reason()
                : EndReason.AT_INSTANCE;
    }

    /// Whether this report is newer than `known`: late, duplicate and reordered ones are not. The
    /// trailers of the call that ended a session arrive before the revision of that end, so the
    /// epoch counts, too.
    default boolean isNewsAfter(SlotReport known) {
        boolean tellsGrant = this instanceof Held || this instanceof Unproved;
        return revision() > known.revision() && !(tellsGrant && endedBy(known));
    }

    private boolean endedBy(SlotReport known) {
        return switch (known) {
            case Free _, Starting _, Closed _ -> !epoch().isAfter(known.epoch());
            case Held _, Taken _, Unproved _ -> false;
        };
    }
}
