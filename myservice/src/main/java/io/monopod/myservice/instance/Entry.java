package io.monopod.myservice.instance;

import io.monopod.myservice.instance.SlotState.Holder;

/// Whether a call may run in the slot.
sealed interface Entry {
    /// It may: its session holds the slot.
    record Entered(Holder holder) implements Entry {}

    /// It may, and as a direct call it has taken the free slot for its session.
    record Took(Holder holder) implements Entry {}

    /// It may not.
    sealed interface TurnedAway extends Entry {}

    /// Another session holds the slot.
    record HeldByOther(Holder holder) implements TurnedAway {}

    /// The session is another user's.
    record NotOwner() implements TurnedAway {}

    /// The grant that the call bears is not, or no longer, the one that holds the slot.
    record NotGranted(SlotState slot) implements TurnedAway {}

    /// No session can have the slot now.
    record NotAccepting() implements TurnedAway {}

    /// The call would end a session, and there is none.
    record NoSession(SlotState slot) implements TurnedAway {}

    /// The call would end the session and is the first one of it, so that the session never began.
    /// The slot is [SlotState.Ending] and is to be given back.
    record NeverUsed(Holder holder) implements TurnedAway {}
}
