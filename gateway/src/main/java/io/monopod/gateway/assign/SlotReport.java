package io.monopod.gateway.assign;

import io.monopod.contract.Epoch;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;

import org.jspecify.annotations.Nullable;

/// What an instance says of its slot, on whatever road.
public sealed interface SlotReport {
    /// Rises with every change of the slot.
    long revision();

    /// While held by a grant, its epoch; else the highest that the slot has seen.
    Epoch epoch();

    /// Not ready to serve yet.
    record Starting(Epoch epoch, long revision) implements SlotReport {}

    /// @param last whose end the slot saw last, if it has seen one
    record Free(Epoch epoch, long revision, @Nullable LastEnd last) implements SlotReport {
        public Free(Epoch epoch, long revision) {
            this(epoch, revision, null);
        }
    }

    /// Held by a session that a gateway granted it to.
    record Held(SessionId session, UserName owner, Epoch epoch, long revision)
            implements SlotReport {}

    /// Held by a session whose client called the instance directly.
    ///
    /// @param epoch the highest that the slot has seen: the session itself has none
    record Taken(SessionId session, Epoch epoch, long revision) implements SlotReport {}

    /// Takes no further session.
    ///
    /// @param last whose end the slot saw last, if it has seen one
    record Closed(Epoch epoch, long revision, @Nullable LastEnd last) implements SlotReport {
        public Closed(Epoch epoch, long revision) {
            this(epoch, revision, null);
        }
    }

    /// An end, as the instance knows it.
    record LastEnd(SessionId session, Epoch epoch, EndReason reason) {
        private boolean isOf(Hold hold) {
            return session.equals(hold.session()) && epoch.equals(hold.epoch());
        }
    }

    /// Whose end the slot saw last, if it says so.
    default @Nullable LastEnd lastEnd() {
        return switch (this) {
            case Free free -> free.last();
            case Closed closed -> closed.last();
            case Starting _, Held _, Taken _ -> null;
        };
    }

    /// Why a session is not on the instance any more, as far as the instance says.
    default EndReason reasonFor(@Nullable Hold hold) {
        var last = lastEnd();
        return last != null && hold != null && last.isOf(hold)
                ? last.reason()
                : EndReason.AT_INSTANCE;
    }

    /// Whether this tells something that `known` does not: late, doubled and reordered reports do
    /// not. An end is known from the trailers of the call that ended the session before its
    /// revision is, hence the second look, at the epoch.
    default boolean isNewsAfter(SlotReport known) {
        return revision() > known.revision() && !(this instanceof Held && endedBy(known));
    }

    private boolean endedBy(SlotReport known) {
        return switch (known) {
            case Free _, Starting _, Closed _ -> !epoch().isAfter(known.epoch());
            case Held _, Taken _ -> false;
        };
    }
}
