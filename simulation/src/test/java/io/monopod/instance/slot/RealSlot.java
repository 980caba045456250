package io.monopod.instance.slot;

import io.monopod.config.Secret;
import io.monopod.contract.Epoch;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.proto.control.v1.SlotReport;
import io.monopod.simulation.InstanceSlot;

import java.util.Optional;

/// Gives the simulator access to an instance's slot, which is private to this package.
public final class RealSlot implements InstanceSlot {
    private static final Secret PROOF = new Secret("a grant");

    private final SessionSlot slot;

    /// @param whenChanged runs after each reported change
    public RealSlot(AfterSession afterSession, Runnable whenChanged) {
        slot = new SessionSlot(afterSession);
        slot.whenChanged(whenChanged);
    }

    @Override
    public void open() {
        slot.open();
    }

    @Override
    public void retire() {
        slot.retire();
    }

    @Override
    public void fence(Epoch granted) {
        slot.fence(granted);
    }

    @Override
    public SlotReport report() {
        return SlotReports.of(slot.state());
    }

    @Override
    public SlotReport bind(SessionId session, Epoch epoch, UserName owner) {
        return SlotReports.of(
                slot.bind(new SlotState.Holder(session, epoch, Optional.of(owner), PROOF)).slot());
    }

    @Override
    public Door enter(SessionId session, UserName user, Optional<Epoch> stamp) {
        return door(slot.enter(caller(session, user, stamp)));
    }

    @Override
    public Door enterToEnd(SessionId session, UserName user, Optional<Epoch> stamp) {
        return door(slot.enterToEnd(caller(session, user, stamp)));
    }

    /// A direct call identifies its user, here by the bare name.
    private static Caller caller(SessionId session, UserName user, Optional<Epoch> stamp) {
        return stamp.map(epoch -> Caller.vouched(session, user, epoch))
                .orElseGet(() -> Caller.direct(session, user, new Secret(user.value())));
    }

    private Door door(Entry entry) {
        return switch (entry) {
            case Entry.Entered(var holder) -> new Door.In(holder.epoch());
            case Entry.TookSlot(var holder) -> new Door.In(holder.epoch());
            case Entry.NotGranted(var now) -> new Door.Out(told(now));
            case Entry.NoSession(var now) -> new Door.Out(told(now));
            case Entry.NeverUsed _ -> new Door.Out(told(slot.finishUnused("shutdown")));
            case Entry.HeldByOther _, Entry.NotOwner _, Entry.NotAccepting _ ->
                    new Door.Out(Told.NOTHING);
        };
    }

    private static Told told(SlotState state) {
        return switch (state) {
            case SlotState.Empty _ -> Told.FREE;
            case SlotState.Closed _ -> Told.CLOSED;
            case SlotState.Starting _, SlotState.Held _, SlotState.Ending _ -> Told.NOTHING;
        };
    }

    @Override
    public EndStep beginEnd(SessionId session, Epoch epoch) {
        return switch (slot.beginEnd(session, epoch).outcome()) {
            case BEGUN -> EndStep.BEGUN;
            case UNDER_WAY -> EndStep.UNDER_WAY;
            case NOT_HELD, STALE_EPOCH, IN_USE -> EndStep.NOTHING_TO_END;
        };
    }

    @Override
    public void finishEnd(String reason) {
        slot.finishEnd(reason);
    }
}
