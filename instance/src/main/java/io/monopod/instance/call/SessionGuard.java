package io.monopod.instance.call;

import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.monopod.instance.slot.Caller;

import java.util.Set;

/// Lets only calls of the session that holds the instance reach a service of this process: checks a
/// call ([CallChecks]), then serves it ([GuardedCall]) or refuses it ([RefusalStatus]). Blocks
/// while no gateway vouches for the instance.
public final class SessionGuard implements ServerInterceptor {
    private final CallChecks checks;
    private final Set<String> endingMethods;

    /// @param endingMethods full names of the unary methods that end the session when they succeed
    public SessionGuard(CallChecks checks, Set<String> endingMethods) {
        this.checks = checks;
        this.endingMethods = Set.copyOf(endingMethods);
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata metadata, ServerCallHandler<Q, A> service) {
        var method = call.getMethodDescriptor().getFullMethodName();
        var toEnd = endingMethods.contains(method);
        var fields = CallFields.of(metadata);
        checks.awaitVouched();
        return switch (checks.enter(fields, method, toEnd, (caller, _) -> guarded(call, caller))) {
            case CallChecks.Result.Refused(var answer) -> RefusalStatus.refuse(call, answer);
            case CallChecks.Result.Runs(var served, var holder) when toEnd -> {
                var ending =
                        new EndingCall<>(
                                served,
                                trailers ->
                                        checks.endBy(served, holder)
                                                .ifPresent(
                                                        slot ->
                                                                RefusalStatus.addSlot(
                                                                        slot, trailers)));
                yield served.serve(ending, metadata, service);
            }
            case CallChecks.Result.Runs(var served, _) -> served.serve(served, metadata, service);
        };
    }

    private <Q, A> GuardedCall<Q, A> guarded(ServerCall<Q, A> call, Caller caller) {
        var about = new CurrentSession(checks.instance(), caller.session(), caller.user());
        return new GuardedCall<>(call, checks.calls(), about.in(Context.current()));
    }

    /// Refuses a call to an unknown method, which takes no slot. If it is the first call under a
    /// grant, the session has not begun.
    ///
    /// @return the trailers of the refusal
    public Metadata unknownMethod(Metadata metadata) {
        var trailers = new Metadata();
        checks.discardUnused(CallFields.of(metadata))
                .ifPresent(slot -> RefusalStatus.addSlot(slot, trailers));
        return trailers;
    }
}
