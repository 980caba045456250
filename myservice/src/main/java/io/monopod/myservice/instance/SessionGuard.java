package io.monopod.myservice.instance;

import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.monopod.contract.InstanceId;
import io.monopod.myservice.instance.Identification.Known;
import io.monopod.myservice.instance.Identification.Unknown;
import io.monopod.myservice.instance.SessionSlot.EndOutcome;
import io.monopod.myservice.instance.SlotState.Holder;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;

/// Stands before a service and lets in only the calls of the session that holds the instance.
///
/// In a line: who calls ([Identification]), may it come in ([SessionSlot]), then it is served
/// ([ServedCall]); or it is told why not ([RefusalStatus]).
final class SessionGuard implements ServerInterceptor {
    private static final Logger LOG = System.getLogger(SessionGuard.class.getName());

    private final InstanceId instance;
    private final SessionSlot slot;
    private final RunningCalls calls;
    private final SessionEnds ends;
    private final GatewayTokens tokens;
    private final Set<String> endingMethods;

    /// @param endingMethods full names of the unary methods that end the session by succeeding
    SessionGuard(
            InstanceId instance,
            SessionSlot slot,
            RunningCalls calls,
            SessionEnds ends,
            GatewayTokens tokens,
            Set<String> endingMethods) {
        this.instance = instance;
        this.slot = slot;
        this.calls = calls;
        this.ends = ends;
        this.tokens = tokens;
        this.endingMethods = Set.copyOf(endingMethods);
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata metadata, ServerCallHandler<Q, A> service) {
        return switch (Identification.of(metadata, tokens)) {
            case Unknown(var refusal) -> refuse(call, refusal);
            case Known(var caller) -> enter(call, caller, metadata, service);
        };
    }

    private <Q, A> ServerCall.Listener<Q> enter(
            ServerCall<Q, A> call,
            Caller caller,
            Metadata metadata,
            ServerCallHandler<Q, A> service) {
        var about = new SessionCall(instance, caller.session(), caller.user());
        var served = new ServedCall<>(call, calls, about.in(Context.current()));
        calls.add(served);
        var toEnd = endingMethods.contains(call.getMethodDescriptor().getFullMethodName());
        return switch (toEnd ? slot.enterToEnd(caller) : slot.enter(caller)) {
            case Entry.Took(var holder) -> {
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
            case Entry.TurnedAway away -> {
                calls.remove(served);
                yield refuse(call, refusal(away, caller, toEnd));
            }
        };
    }

    private void end(RunningCall call, Holder holder, Metadata trailers) {
        var end = ends.endBy(call, holder);
        if (end.outcome() == EndOutcome.BEGUN) {
            RefusalStatus.tell(told(end.slot()), trailers);
        }
    }

    private Refusal refusal(Entry.TurnedAway away, Caller caller, boolean toEnd) {
        return switch (away) {
            case Entry.HeldByOther(var holder) when toEnd ->
                    new Refusal.SessionMismatch(caller.session(), holder.session());
            case Entry.HeldByOther(var holder) ->
                    new Refusal.SessionConflict(holder.session(), caller.session());
            case Entry.NotOwner() -> new Refusal.NotOwner();
            case Entry.NotGranted(var now) -> new Refusal.NotGranted(told(now));
            case Entry.NotAccepting() -> new Refusal.NotAccepting();
            case Entry.NoSession(var now) -> new Refusal.SessionNotSet(told(now));
            case Entry.NeverUsed(var holder) ->
                    new Refusal.SessionNotSet(told(ends.discard(holder)));
        };
    }

    private <Q, A> ServerCall.Listener<Q> refuse(ServerCall<Q, A> call, Refusal refusal) {
        LOG.log(
                Level.INFO,
                "refused method={0} instance={1} {2}",
                call.getMethodDescriptor().getFullMethodName(),
                instance,
                refusal);
        return RefusalStatus.of(refusal).answer(call);
    }

    private static Refusal.Slot told(SlotState slot) {
        return switch (slot) {
            case SlotState.Empty _ -> Refusal.Slot.FREE;
            case SlotState.Closed _ -> Refusal.Slot.CLOSED;
            case SlotState.Starting _, SlotState.Held _, SlotState.Ending _ -> Refusal.Slot.OTHER;
        };
    }
}
