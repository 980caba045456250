package io.monopod.instance.call;

import io.monopod.contract.ContractError;
import io.monopod.contract.Epoch;
import io.monopod.contract.InstanceId;
import io.monopod.contract.SessionId;
import io.monopod.instance.slot.SessionSlot;
import io.monopod.instance.slot.SessionSlot.End;
import io.monopod.instance.slot.SessionSlot.EndOutcome;
import io.monopod.instance.slot.SlotState;
import io.monopod.instance.slot.SlotState.Ending;
import io.monopod.instance.slot.SlotState.Held;
import io.monopod.instance.slot.SlotState.Holder;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Set;

/// Ends a session so that nothing of it is left when the slot is free: no call of it gets in any
/// more, its running calls are cancelled, and the slot is given back when they have ended. If they
/// do not end, the instance closes, because what one session leaves running must not meet the next.
///
/// The line `ended` is logged before the slot is given back, and `bound` after it is taken, so that
/// sessions overlap in an instance's log only if they did overlap.
public final class SessionEnds {
    private static final Logger LOG = System.getLogger(SessionEnds.class.getName());

    /// The client ended the session.
    private static final String SHUTDOWN = "shutdown";

    /// The session's first and only call was refused.
    private static final String NEVER_USED = "never-used";

    private final InstanceId instance;
    private final SessionSlot slot;
    private final RunningCalls calls;
    private final Duration timeout;

    /// @param timeout how long the session's calls may take to notice its end
    public SessionEnds(
            InstanceId instance, SessionSlot slot, RunningCalls calls, Duration timeout) {
        this.instance = instance;
        this.slot = slot;
        this.calls = calls;
        this.timeout = timeout;
    }

    /// Ends the session for a gateway. If this call began the end, the slot is given back when it
    /// returns.
    public End end(SessionId session, Epoch epoch, String reason) {
        return end(slot.beginEnd(session, epoch), session, epoch, reason, Set.of());
    }

    /// As [#end], but only if no call of the session has got in yet.
    public End endIfUnused(SessionId session, Epoch epoch, String reason) {
        return end(slot.beginEndIfUnused(session, epoch), session, epoch, reason, Set.of());
    }

    /// Ends a session that nobody uses any more.
    void endUnused(Holder holder, String reason) {
        var _ = end(holder.session(), holder.epoch(), reason);
    }

    /// Ends the session for one of its own calls, whose answer is still to be sent.
    End endBy(RunningCall call, Holder holder) {
        var begun = slot.beginEnd(holder.session(), holder.epoch());
        return end(begun, holder.session(), holder.epoch(), SHUTDOWN, Set.of(call));
    }

    /// Ends the session because what served it has ended it.
    public void finish(Holder holder) {
        var _ = end(holder.session(), holder.epoch(), SHUTDOWN);
    }

    /// Gives back the slot of a session whose first call would have ended it (`Entry.NeverUsed`).
    SlotState discard(Holder holder) {
        logEnded(holder, NEVER_USED);
        return slot.finishUnused(NEVER_USED);
    }

    /// Aborts the session because the process stops. Its calls break off without an answer, as when
    /// a process dies, so that they continue elsewhere if their route allows it.
    public void abortSession() {
        if (slot.state() instanceof Held(var holder, _, _, _, _)
                && slot.beginEnd(holder.session(), holder.epoch()).outcome() == EndOutcome.BEGUN) {
            calls.snapshot().forEach(RunningCall::abort);
            boolean _ = calls.awaitNoneBut(Set.of(), timeout);
            logEnded(holder, "instance-lost");
        }
    }

    /// No gateway vouches for the instance any more: another one may have been given its session.
    /// Its calls end; the session is kept.
    public void cutOff() {
        if (slot.state() instanceof Held(var holder, _, _, _, _)) {
            LOG.log(
                    Level.WARNING,
                    "no gateway vouches for this instance: calls end, and others wait"
                            + " session={0} epoch={1} instance={2}",
                    holder.session(),
                    holder.epoch(),
                    instance);
        }
        calls.snapshot().forEach(call -> call.end(ContractError.OUTCOME_UNKNOWN));
    }

    /// Some gateway vouches for it again.
    public void trusted() {
        if (slot.state() instanceof Held(var holder, _, _, _, _)) {
            LOG.log(
                    Level.INFO,
                    "a gateway vouches for this instance again session={0} epoch={1} instance={2}",
                    holder.session(),
                    holder.epoch(),
                    instance);
        }
    }

    private End end(
            End begun, SessionId session, Epoch epoch, String reason, Set<RunningCall> exempt) {
        return switch (begun.outcome()) {
            case BEGUN -> new End(begun.outcome(), finish(begun.slot(), reason, exempt));
            case UNDER_WAY, NOT_HELD, STALE_EPOCH, IN_USE -> {
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
                .forEach(call -> call.end(ContractError.SESSION_ENDED));
        if (!calls.awaitNoneBut(exempt, timeout)) {
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
