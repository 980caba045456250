package io.monopod.simulation;

import io.monopod.contract.Epoch;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;

import java.util.Optional;

/// A call as it reaches an instance.
///
/// @param stamp the epoch of the grant, or of none for a visit (strict policy); empty for a direct
///   call
record Request(SessionId session, UserName user, Kind kind, Optional<Epoch> stamp, Asker asker) {
    enum Kind {
        ECHO,
        /// Goes on until it is cancelled or its session ends, or for some seconds.
        STREAM,
        /// Ends the session by succeeding.
        SHUTDOWN
    }

    /// Who waits for the answer.
    interface Asker {
        /// @param served false if the instance turned it away, or ended it
        void answered(boolean served, InstanceSlot.Told told);

        /// Whether what the instance does for this call can still be seen by a client.
        boolean isWaiting();
    }

    @Override
    public String toString() {
        return kind + " of " + session + stamp.map(epoch -> " under " + epoch).orElse("");
    }
}
