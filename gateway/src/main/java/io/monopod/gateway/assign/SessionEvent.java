package io.monopod.gateway.assign;

import io.monopod.contract.SessionId;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// One change of the table. Events come in the order of the changes.
public sealed interface SessionEvent {
    Instant at();

    /// A change of one instance or of its session.
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

    /// An instance has registered.
    record Registered(Instant at, Instance instance) implements OfInstance {}

    /// An instance is no longer registered.
    ///
    /// @param exit of the process that died, if it told: a signal's name or an exit code
    record Lost(Instant at, Instance instance, LossReason reason, Optional<String> exit)
            implements OfInstance {}

    /// An instance takes no new session from now on.
    record Draining(Instant at, Instance instance) implements OfInstance {}

    /// An instance that drained takes new sessions again.
    record Undrained(Instant at, Instance instance) implements OfInstance {}

    /// An instance without a session is quarantined.
    record Quarantined(Instant at, Instance instance, Quarantine reason) implements OfInstance {}

    /// An instance takes a session, again or for the first time.
    record Freed(Instant at, Instance instance) implements OfInstance {}

    /// A grant was reserved in the table; its bind follows.
    record Reserved(Instant at, Grant hold) implements OfSession {}

    /// The instance bound the grant.
    record Confirmed(Instant at, Grant hold) implements OfSession {}

    /// The grant was released, not confirmed.
    record Released(Instant at, Grant hold) implements OfSession {}

    /// An instance reported a session that the table did not know: after a restart, or after a
    /// direct call.
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

    /// A session entered the waiting room.
    ///
    /// @param position from 1, which is next
    record Waiting(Instant at, SessionId session, int position) implements SessionEvent {}

    /// A session left the waiting room before its turn came.
    record LeftQueue(Instant at, SessionId session, Duration waited) implements SessionEvent {}

    /// A call whose instance or connection was lost was sent again. The grant can be the same if
    /// only the connection was lost.
    record Replayed(Instant at, Grant hold, Instance from) implements SessionEvent {
        public ReplayReason reason() {
            return from.equals(hold.instance())
                    ? ReplayReason.CONNECTION_LOST
                    : ReplayReason.INSTANCE_LOST;
        }
    }

    /// A call was refused because its session has no instance.
    record Refused(Instant at, SessionId session, Refusal.NoInstance why) implements SessionEvent {}
}
