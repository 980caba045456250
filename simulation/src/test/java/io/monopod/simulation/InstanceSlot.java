package io.monopod.simulation;

import io.monopod.contract.Epoch;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.proto.control.v1.SlotReport;

import java.util.Optional;

/// The slot of an instance, as requests see it. [io.monopod.instance.slot.RealSlot] has the real
/// one; a test can plant a bug in front of it.
public interface InstanceSlot {
    /// The process serves.
    void open();

    /// Accepts no further session.
    void retire();

    /// A gateway accepted the registration, and has granted no epoch above `granted`.
    void fence(Epoch granted);

    /// The current report for the gateway.
    SlotReport report();

    /// A gateway's grant arrives.
    ///
    /// @return the slot after that
    SlotReport bind(SessionId session, Epoch epoch, UserName owner);

    /// A call arrives.
    ///
    /// @param stamp the epoch that a gateway put on it
    Door enter(SessionId session, UserName user, Optional<Epoch> stamp);

    /// A call arrives that would end its session.
    Door enterToEnd(SessionId session, UserName user, Optional<Epoch> stamp);

    /// From here on no call of the session gets in.
    EndStep beginEnd(SessionId session, Epoch epoch);

    /// The session's calls have ended.
    ///
    /// @param reason why the session ended, for reports
    void finishEnd(String reason);

    /// Whether a call gets in.
    sealed interface Door {
        /// The call is served.
        ///
        /// @param epoch of the grant under which the session holds the slot
        record In(Epoch epoch) implements Door {}

        /// The call is refused.
        record Out(Told told) implements Door {}
    }

    /// What the trailers of a call say about the slot.
    enum Told {
        FREE,
        CLOSED,
        NOTHING
    }

    /// The outcome of a request to end a session.
    enum EndStep {
        /// The caller must finish the end.
        BEGUN,
        /// Another caller is ending it.
        UNDER_WAY,
        NOTHING_TO_END
    }
}
