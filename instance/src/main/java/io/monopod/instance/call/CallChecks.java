package io.monopod.instance.call;

import io.monopod.contract.InstanceId;
import io.monopod.datapath.call.Answer;
import io.monopod.datapath.http2.header.HeaderList;
import io.monopod.instance.call.Identification.Known;
import io.monopod.instance.call.Identification.Unknown;
import io.monopod.instance.lease.Lease;
import io.monopod.instance.slot.Caller;
import io.monopod.instance.slot.Entry;
import io.monopod.instance.slot.SessionSlot;
import io.monopod.instance.slot.SessionSlot.EndOutcome;
import io.monopod.instance.slot.SlotState;
import io.monopod.instance.slot.SlotState.Holder;
import io.monopod.token.Role;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;

/// The checks before every call of an instance, whoever serves it: identify the caller
/// ([Identification]), then enter the slot ([SessionSlot]). While no gateway vouches for the
/// instance, every call is refused. Thread-safe; does not block, except where a method says so.
public final class CallChecks {
    private static final Logger LOG = System.getLogger(CallChecks.class.getName());

    private final InstanceId instance;
    private final SessionSlot slot;
    private final RunningCalls calls;
    private final SessionEnds ends;
    private final GatewayTokens tokens;
    private final Vouchers vouchers;
    private final Lease vouched;

    /// @param vouched how long some gateway vouches for the instance
    public CallChecks(
            InstanceId instance,
            SessionSlot slot,
            RunningCalls calls,
            SessionEnds ends,
            GatewayTokens tokens,
            Vouchers vouchers,
            Lease vouched) {
        this.instance = instance;
        this.slot = slot;
        this.calls = calls;
        this.ends = ends;
        this.tokens = tokens;
        this.vouchers = vouchers;
        this.vouched = vouched;
    }

    /// Whether a call may run.
    public sealed interface Result<C> {
        /// It runs for the session that holds the slot, and counts until it is removed from
        /// [#calls].
        record Runs<C>(C call, Holder holder) implements Result<C> {}

        /// It does not run.
        record Refused<C>(Answer answer) implements Result<C> {}
    }

    /// The calls that run.
    public RunningCalls calls() {
        return calls;
    }

    InstanceId instance() {
        return instance;
    }

    /// Whether some gateway vouches for the instance. If not, call [#awaitVouched] before `enter`.
    public boolean isVouched() {
        return vouched.isGood();
    }

    /// Waits until one does, for a lease at most. Blocks.
    public void awaitVouched() {
        boolean _ = vouched.await(); // `enter` looks again
    }

    /// Checks a spliced call.
    ///
    /// @param head its header list, with the gateway's fields
    /// @param make makes what represents the call while it runs
    public <C extends RunningCall> Result<C> enter(
            HeaderList head, BiFunction<Caller, Role, C> make) {
        var path = Objects.requireNonNullElse(head.first(":path"), "");
        return enter(CallFields.of(head), path, false, make);
    }

    /// @param toEnd whether the call ends its session if it succeeds
    <C extends RunningCall> Result<C> enter(
            CallFields fields, String method, boolean toEnd, BiFunction<Caller, Role, C> make) {
        return switch (Identification.of(fields, tokens, vouchers)) {
            case Unknown(var refusal) -> refuse(method, refusal);
            case Known(var caller, var role) ->
                    enter(caller, method, toEnd, make.apply(caller, role));
        };
    }

    private <C extends RunningCall> Result<C> enter(
            Caller caller, String method, boolean toEnd, C call) {
        calls.add(call);
        // After the call was added: it is found by what ends the calls when the word runs out.
        if (!vouched.isGood()) {
            calls.remove(call);
            return refuse(method, new InstanceRefusal.NotAccepting());
        }
        return switch (toEnd ? slot.enterToEnd(caller) : slot.enter(caller)) {
            case Entry.TookSlot(var holder) -> {
                LOG.log(
                        Level.INFO,
                        "bound session={0} epoch={1} instance={2} by=direct-call",
                        holder.session(),
                        holder.epoch(),
                        instance);
                yield new Result.Runs<>(call, holder);
            }
            case Entry.Entered(var holder) -> new Result.Runs<>(call, holder);
            case Entry.Refused refused -> {
                calls.remove(call);
                yield refuse(method, refusal(refused, caller, toEnd));
            }
        };
    }

    private <C> Result<C> refuse(String method, InstanceRefusal refusal) {
        LOG.log(Level.INFO, "refused method={0} instance={1} {2}", method, instance, refusal);
        return new Result.Refused<>(RefusalStatus.of(refusal));
    }

    private InstanceRefusal refusal(Entry.Refused refused, Caller caller, boolean toEnd) {
        return switch (refused) {
            case Entry.HeldByOther(var holder) when toEnd ->
                    new InstanceRefusal.ClientSessionMismatch(caller.session(), holder.session());
            case Entry.HeldByOther(var holder) ->
                    new InstanceRefusal.SessionConflict(holder.session(), caller.session());
            case Entry.NotOwner() -> new InstanceRefusal.NotOwner();
            case Entry.NotGranted(var now) -> new InstanceRefusal.NotGranted(slotFor(now));
            case Entry.NotAccepting() -> new InstanceRefusal.NotAccepting();
            case Entry.NoSession(var now) -> new InstanceRefusal.SessionNotSet(slotFor(now));
            case Entry.NeverUsed(var holder) ->
                    new InstanceRefusal.SessionNotSet(slotFor(ends.discard(holder)));
        };
    }

    /// If the call would be the first under its grant, gives the slot back, for a call that cannot
    /// run.
    ///
    /// @return the slot, if it was given back
    Optional<InstanceRefusal.Slot> discardUnused(CallFields fields) {
        return Identification.of(fields, tokens, vouchers) instanceof Known(var caller, _)
                        && slot.enterToEnd(caller) instanceof Entry.NeverUsed(var holder)
                ? Optional.of(slotFor(ends.discard(holder)))
                : Optional.empty();
    }

    /// Ends the session for one of its calls. Blocks until its other calls have ended.
    ///
    /// @return the slot, if this call ended the session
    Optional<InstanceRefusal.Slot> endBy(RunningCall call, Holder holder) {
        var end = ends.endBy(call, holder);
        return end.outcome() == EndOutcome.BEGUN
                ? Optional.of(slotFor(end.slot()))
                : Optional.empty();
    }

    private static InstanceRefusal.Slot slotFor(SlotState slot) {
        return switch (slot) {
            case SlotState.Empty _ -> InstanceRefusal.Slot.FREE;
            case SlotState.Closed _ -> InstanceRefusal.Slot.CLOSED;
            case SlotState.Starting _, SlotState.Held _, SlotState.Ending _ ->
                    InstanceRefusal.Slot.OTHER;
        };
    }
}
