package io.monopod.instance.call;

import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.monopod.contract.InstanceId;
import io.monopod.instance.call.Identification.Known;
import io.monopod.instance.call.Identification.Unknown;
import io.monopod.instance.slot.Caller;
import io.monopod.instance.slot.Entry;
import io.monopod.instance.slot.SessionSlot;
import io.monopod.instance.slot.SessionSlot.EndOutcome;
import io.monopod.instance.slot.SlotState;
import io.monopod.instance.slot.SlotState.Holder;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;

/// Lets only calls of the session that holds the instance reach the service.
///
/// The steps: identify the caller ([Identification]), enter the slot ([SessionSlot]), then serve
/// the call ([GuardedCall]) or refuse it ([RefusalStatus]).
public final class SessionGuard implements ServerInterceptor {
    private static final Logger LOG = System.getLogger(SessionGuard.class.getName());

    private final InstanceId instance;
    private final SessionSlot slot;
    private final RunningCalls calls;
    private final SessionEnds ends;
    private final GatewayTokens tokens;
    private final Vouchers vouchers;
    private final Set<String> endingMethods;

    /// @param endingMethods full names of the unary methods that end the session when they succeed
    public SessionGuard(
            InstanceId instance,
            SessionSlot slot,
            RunningCalls calls,
            SessionEnds ends,
            GatewayTokens tokens,
            Vouchers vouchers,
            Set<String> endingMethods) {
        this.instance = instance;
        this.slot = slot;
        this.calls = calls;
        this.ends = ends;
        this.tokens = tokens;
        this.vouchers = vouchers;
        this.endingMethods = Set.copyOf(endingMethods);
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata metadata, ServerCallHandler<Q, A> service) {
        return switch (Identification.of(metadata, tokens, vouchers)) {
            case Unknown(var refusal) -> refuse(call, refusal);
            case Known(var caller) -> enter(call, caller, metadata, service);
        };
    }

    /// Refuses a call to an unknown method, which takes no slot. If it is the first call under a
    /// grant, the session has not begun.
    ///
    /// @return the trailers of the refusal
    public Metadata unknownMethod(Metadata metadata) {
        var trailers = new Metadata();
        if (Identification.of(metadata, tokens, vouchers) instanceof Known(var caller)
                && slot.enterToEnd(caller) instanceof Entry.NeverUsed(var holder)) {
            RefusalStatus.addSlot(slotFor(ends.discard(holder)), trailers);
        }
        return trailers;
    }

    private <Q, A> ServerCall.Listener<Q> enter(
            ServerCall<Q, A> call,
            Caller caller,
            Metadata metadata,
            ServerCallHandler<Q, A> service) {
        var about = new CurrentSession(instance, caller.session(), caller.user());
        var served = new GuardedCall<>(call, calls, about.in(Context.current()));
        calls.add(served);
        var toEnd = endingMethods.contains(call.getMethodDescriptor().getFullMethodName());
        return switch (toEnd ? slot.enterToEnd(caller) : slot.enter(caller)) {
            case Entry.TookSlot(var holder) -> {
                LOG.log(
                        Level.INFO,
                        "bound session={0} epoch={1} instance={2} by=direct-call",
                        holder.session(),
                        holder.epoch(),
                        instance);
                yield served.serve(served, metadata, service);
            }
            case Entry.Entered(var holder) when toEnd -> {
                var ending = new EndingCall<>(served, trailers -> end(served, holder, trailers));
                yield served.serve(ending, metadata, service);
            }
            case Entry.Entered _ -> served.serve(served, metadata, service);
            case Entry.Refused refused -> {
                calls.remove(served);
                yield refuse(call, refusal(refused, caller, toEnd));
            }
        };
    }

    private void end(RunningCall call, Holder holder, Metadata trailers) {
        var end = ends.endBy(call, holder);
        if (end.outcome() == EndOutcome.BEGUN) {
            RefusalStatus.addSlot(slotFor(end.slot()), trailers);
        }
    }

    private InstanceRefusal refusal(Entry.Refused refused, Caller caller, boolean toEnd) {
        return switch (refused) {
            case Entry.HeldByOther(var holder) when toEnd ->
                    new InstanceRefusal.SessionMismatch(caller.session(), holder.session());
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

    private <Q, A> ServerCall.Listener<Q> refuse(ServerCall<Q, A> call, InstanceRefusal refusal) {
        LOG.log(
                Level.INFO,
                "refused method={0} instance={1} {2}",
                call.getMethodDescriptor().getFullMethodName(),
                instance,
                refusal);
        return RefusalStatus.of(refusal).answer(call);
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
