package io.monopod.simulation;

import io.monopod.contract.Epoch;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;

import java.util.Optional;

/// A call as it reaches an instance.
///
/// @param stamp the epoch of the grant, or none for a conflict probe (strict policy); empty for a
///   direct call
record Request(SessionId session, UserName user, Kind kind, Optional<Epoch> stamp, Asker asker) {
    enum Kind {
        ECHO,
        /// Runs until it is cancelled or its session ends, or for some seconds.
        STREAM,
        /// Ends the session when it succeeds.
        SHUTDOWN
    }

    /// Receives the answer.
    interface Asker {
        /// @param served false if the instance refused or ended it
        void answered(boolean served, InstanceSlot.Told told);

        /// Whether a client can still see the effects of this call.
        boolean isWaiting();
    }

    @Override
    public String toString() {
        return kind + " of " + session + stamp.map(epoch -> " under " + epoch).orElse("");
    }
}
