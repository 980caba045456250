package io.monopod.myservice.instance;

import io.monopod.contract.Epoch;
import io.monopod.contract.InstanceId;
import io.monopod.contract.SessionId;
import io.monopod.myservice.instance.SessionSlot.End;
import io.monopod.myservice.instance.SessionSlot.EndOutcome;
import io.monopod.myservice.instance.SlotState.Ending;
import io.monopod.myservice.instance.SlotState.Held;
import io.monopod.myservice.instance.SlotState.Holder;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Set;

/// Ends a session so that nothing of it is left when the slot is free: no call of it gets in any
/// more, those that run are told, and the slot is given back when they are over. If they do not
/// end, the instance closes: what a session leaves running must not meet the next one.
///
/// The line `ended` is written before the slot is given back, and `bound` after it was taken, so
/// that in an instance's log sessions overlap only if they truly did.
final class SessionEnds {
    private static final Logger LOG = System.getLogger(SessionEnds.class.getName());

    /// Its client ended it.
    private static final String SHUTDOWN = "shutdown";

    private final InstanceId instance;
    private final SessionSlot slot;
    private final RunningCalls calls;
    private final Duration patience;

    /// @param patience how long the session's calls may take to notice its end
    SessionEnds(InstanceId instance, SessionSlot slot, RunningCalls calls, Duration patience) {
        this.instance = instance;
        this.slot = slot;
        this.calls = calls;
        this.patience = patience;
    }

    /// Ends the session at a gateway's wish. If this call began it, the slot has been given back
    /// when it returns.
    End end(SessionId session, Epoch epoch, String reason) {
        return end(session, epoch, reason, Set.of());
    }

    /// Ends the session by one of its own calls, whose answer is still to go out.
    End endBy(RunningCall call, Holder holder) {
        return end(holder.session(), holder.epoch(), SHUTDOWN, Set.of(call));
    }

    /// Gives back the slot of a session whose first call was to end it ([Entry.NeverUsed]).
    SlotState discard(Holder holder) {
        logEnded(holder, SHUTDOWN);
        return slot.finishUnused(SHUTDOWN);
    }

    /// The process goes down, and the session with it if one is here. Its calls break off without
    /// an answer, as they do when a process dies, so that they go on elsewhere if their route says
    /// so.
    void goDown() {
        if (slot.state() instanceof Held(var holder, _, _, _, _)
                && slot.beginEnd(holder.session(), holder.epoch()).outcome() == EndOutcome.BEGUN) {
            calls.snapshot().forEach(RunningCall::breakOff);
            boolean _ = calls.awaitNoneBut(Set.of(), patience);
            logEnded(holder, "instance-lost");
        }
    }

    private End end(SessionId session, Epoch epoch, String reason, Set<RunningCall> exempt) {
        var begun = slot.beginEnd(session, epoch);
        return switch (begun.outcome()) {
            case BEGUN -> new End(begun.outcome(), finish(begun.slot(), reason, exempt));
            case UNDER_WAY, NOT_HELD, STALE_EPOCH -> {
                LOG.log(
                        Level.INFO,
                        "nothing to end session={0} epoch={1} reason={2} outcome={3} instance={4}",
                        session,
                        epoch,
                        reason,
                        begun.outcome(),
                        instance);
                yield begun;
            }
        };
    }

    private SlotState finish(SlotState ending, String reason, Set<RunningCall> exempt) {
        calls.snapshot().stream()
                .filter(call -> !exempt.contains(call))
                .forEach(RunningCall::sessionEnded);
        if (!calls.awaitNoneBut(exempt, patience)) {
            LOG.log(
                    Level.WARNING,
                    "calls outlive their session, so the instance closes: instance={0}",
                    instance);
            slot.retire();
        }
        if (ending instanceof Ending(var holder, _, _, _)) {
            logEnded(holder, reason);
        }
        return slot.finishEnd(reason);
    }

    private void logEnded(Holder holder, String reason) {
        LOG.log(
                Level.INFO,
                "ended session={0} epoch={1} reason={2} instance={3}",
                holder.session(),
                holder.epoch(),
                reason,
                instance);
    }
}
