package io.monopod.instance.slot;

import io.monopod.config.Secret;
import io.monopod.contract.Epoch;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.instance.slot.SessionSlot.EndOutcome;
import io.monopod.proto.control.v1.SlotReport;

import java.util.Optional;

/// Gives the simulator of several gateways access to an instance's slot.
public final class SharedSlot {
    private static final Secret PROOF = new Secret("a grant");

    private final SessionSlot slot;

    /// What a call is told.
    public enum Door {
        IN,
        /// It was not run: its grant is not the slot's.
        NOT_RUN,
        /// Another session has the slot.
        CONFLICT,
        /// It would have ended a session that had not begun, so its grant is given back.
        NEVER_USED,
        REFUSED
    }

    /// @param whenChanged runs after each reported change
    public SharedSlot(AfterSession afterSession, Runnable whenChanged) {
        slot = new SessionSlot(afterSession);
        slot.whenChanged(whenChanged);
    }

    public void open() {
        slot.open();
    }

    public void retire() {
        slot.retire();
    }

    public void fence(Epoch granted) {
        slot.fence(granted);
    }

    public SlotReport report() {
        return SlotReports.of(slot.state());
    }

    public SlotReport bind(SessionId session, Epoch epoch, UserName owner) {
        return SlotReports.of(
                slot.bind(new SlotState.Holder(session, epoch, Optional.of(owner), PROOF)).slot());
    }

    /// @param toEnd whether the call ends its session if it succeeds
    public Door enter(SessionId session, UserName user, Epoch stamp, boolean toEnd) {
        var caller = Caller.vouched(session, user, stamp);
        return switch (toEnd ? slot.enterToEnd(caller) : slot.enter(caller)) {
            case Entry.Entered _, Entry.TookSlot _ -> Door.IN;
            case Entry.NotGranted _ -> Door.NOT_RUN;
            case Entry.HeldByOther _ -> Door.CONFLICT;
            case Entry.NeverUsed _ -> {
                slot.finishUnused("never-used");
                yield Door.NEVER_USED;
            }
            case Entry.NoSession _, Entry.NotOwner _, Entry.NotAccepting _ -> Door.REFUSED;
        };
    }

    /// @return whether the caller must finish the end
    public boolean beginEnd(SessionId session, Epoch epoch) {
        return slot.beginEnd(session, epoch).outcome() == EndOutcome.BEGUN;
    }

    /// @return whether it is ending already
    public boolean isEnding() {
        return slot.state() instanceof SlotState.Ending;
    }

    /// @return whether the caller must finish the end
    public boolean beginEndIfUnused(SessionId session, Epoch epoch) {
        return slot.beginEndIfUnused(session, epoch).outcome() == EndOutcome.BEGUN;
    }

    public void finishEnd(String reason) {
        slot.finishEnd(reason);
    }
}
