package io.monopod.instance.slot;

import io.monopod.instance.slot.SlotState.Holder;

/// Whether a call may run in the slot.
public sealed interface Entry {
    /// The call may run: its session holds the slot.
    record Entered(Holder holder) implements Entry {}

    /// The call may run: a direct call that took the free slot for its session.
    record TookSlot(Holder holder) implements Entry {}

    /// The call may not run.
    sealed interface Refused extends Entry {}

    /// Another session holds the slot.
    record HeldByOther(Holder holder) implements Refused {}

    /// The session belongs to another user.
    record NotOwner() implements Refused {}

    /// The call's grant does not hold the slot, or no longer does.
    record NotGranted(SlotState slot) implements Refused {}

    /// No session can take the slot now.
    record NotAccepting() implements Refused {}

    /// The call would end a session, but none holds the slot.
    record NoSession(SlotState slot) implements Refused {}

    /// The call would end the session but is its first call, so the session never began. The slot
    /// is [SlotState.Ending] and must be given back.
    record NeverUsed(Holder holder) implements Refused {}
}
