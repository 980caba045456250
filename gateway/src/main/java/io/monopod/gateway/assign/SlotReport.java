package io.monopod.gateway.assign;

import io.monopod.contract.Epoch;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;

/// What an instance says of its slot, on whatever road.
public sealed interface SlotReport {
    /// Rises with every change of the slot.
    long revision();

    /// While held, the epoch of the grant; else the highest that the slot has seen.
    Epoch epoch();

    /// Not ready to serve yet.
    record Starting(Epoch epoch, long revision) implements SlotReport {}

    record Free(Epoch epoch, long revision) implements SlotReport {}

    /// Held by a session that a gateway granted it to.
    record Held(SessionId session, UserName owner, Epoch epoch, long revision)
            implements SlotReport {}

    /// Held by a session whose client called the instance directly.
    record Taken(SessionId session, long revision) implements SlotReport {
        @Override
        public Epoch epoch() {
            return Epoch.NONE;
        }
    }

    /// Takes no further session.
    record Closed(Epoch epoch, long revision) implements SlotReport {}

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
