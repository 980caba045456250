package io.monopod.gateway.assign;

import io.monopod.contract.SessionId;

import java.time.Duration;
import java.time.Instant;

/// One change of the table, in the order of the changes.
public sealed interface SessionEvent {
    Instant at();

    /// A change of one instance or of what is on it.
    sealed interface OfInstance extends SessionEvent {
        Instance instance();
    }

    /// A change of a session's hold.
    sealed interface OfSession extends OfInstance {
        Hold hold();

        @Override
        default Instance instance() {
            return hold().instance();
        }
    }

    /// An instance is known.
    record Registered(Instant at, Instance instance) implements OfInstance {}

    /// An instance is no longer registered.
    record Lost(Instant at, Instance instance, LossReason reason) implements OfInstance {}

    /// An instance takes no new session from now on.
    record Draining(Instant at, Instance instance) implements OfInstance {}

    /// An instance without a session takes none.
    record Quarantined(Instant at, Instance instance, Quarantine reason) implements OfInstance {}

    /// An instance takes a session again, or for the first time.
    record Freed(Instant at, Instance instance) implements OfInstance {}

    /// A grant was made in the table; its bind follows.
    record Reserved(Instant at, Grant hold) implements OfSession {}

    /// The instance bound it.
    record Confirmed(Instant at, Grant hold) implements OfSession {}

    /// The grant came to nothing.
    record Released(Instant at, Grant hold) implements OfSession {}

    /// A session was found on an instance that reported it: after a restart, or after a direct
    /// call.
    record Found(Instant at, Hold hold) implements OfSession {}

    /// The instance is to be told that the session ends.
    record Ending(Instant at, Hold hold, EndReason reason) implements OfSession {}

    /// The session is over.
    record Ended(Instant at, Hold hold, EndReason reason) implements OfSession {
        /// How long it held the instance, as far as this gateway knows.
        public Duration held() {
            return Duration.between(hold.since(), at);
        }
    }

    /// A session came into the waiting room.
    ///
    /// @param position 1 if it is next
    record Waiting(Instant at, SessionId session, int position) implements SessionEvent {}

    /// A session left the waiting room before its turn came.
    record LeftQueue(Instant at, SessionId session, Duration waited) implements SessionEvent {}

    /// A call whose instance was lost was sent again, under a grant that may be the same if only
    /// the connection was lost.
    record Replayed(Instant at, Grant hold, Instance from) implements SessionEvent {
        public ReplayReason reason() {
            return from.equals(hold.instance())
                    ? ReplayReason.CONNECTION_LOST
                    : ReplayReason.INSTANCE_LOST;
        }
    }

    /// A call was told that there is no instance for its session.
    record Refused(Instant at, SessionId session, Decision.Refused why) implements SessionEvent {}
}
