package io.monopod.simulation;

import io.monopod.contract.Epoch;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.proto.control.v1.SlotReport;

import java.util.Optional;

/// The slot of an instance, as what comes from outside meets it. The real one is behind
/// [io.monopod.myservice.instance.RealSlot]; in front of it a test plants its bug.
public interface InstanceSlot {
    /// The process serves.
    void open();

    /// It takes no further session.
    void retire();

    /// A gateway took its registration, and has granted no epoch above this one.
    void fence(Epoch granted);

    /// What it tells the gateway, now.
    SlotReport report();

    /// A gateway's grant arrives.
    ///
    /// @return the slot after that
    SlotReport bind(SessionId session, Epoch epoch, UserName owner);

    /// A call arrives.
    ///
    /// @param stamp the epoch that a gateway put on it
    Door enter(SessionId session, UserName user, Optional<Epoch> stamp);

    /// A call arrives that is to end its session.
    Door enterToEnd(SessionId session, UserName user, Optional<Epoch> stamp);

    /// From here on no call of the session gets in.
    EndStep beginEnd(SessionId session, Epoch epoch);

    /// The session's calls are over.
    ///
    /// @param reason why it ended, as reports will say it
    void finishEnd(String reason);

    /// What a call met.
    sealed interface Door {
        /// It is served.
        ///
        /// @param epoch of the grant that the session holds the slot by
        record In(Epoch epoch) implements Door {}

        /// It is turned away, with this word about the slot.
        record Out(Told told) implements Door {}
    }

    /// What the trailers of a call say of the slot.
    enum Told {
        FREE,
        CLOSED,
        NOTHING
    }

    /// What came of the wish to end a session.
    enum EndStep {
        /// The caller is the one to finish it.
        BEGUN,
        /// Somebody else is about to.
        UNDER_WAY,
        NOTHING_TO_END
    }
}
