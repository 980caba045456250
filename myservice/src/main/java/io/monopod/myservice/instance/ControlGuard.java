package io.monopod.myservice.instance;

import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.monopod.token.TokenCheck;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;

/// Lets nobody but the gateway reach [ControlService].
final class ControlGuard implements ServerInterceptor {
    private static final Logger LOG = System.getLogger(ControlGuard.class.getName());

    /// For the keys that this is checked by.
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final GatewayTokens tokens;
    private final RunningCalls calls;

    /// @param calls where calls that are let in are counted until they are answered
    ControlGuard(GatewayTokens tokens, RunningCalls calls) {
        this.tokens = tokens;
        this.calls = calls;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata metadata, ServerCallHandler<Q, A> service) {
        boolean _ = tokens.awaitKnown(PATIENCE);
        return switch (tokens.ofGateway(metadata.get(Identification.TOKEN))) {
            case TokenCheck.Valid _ -> {
                var served = new ServedCall<>(call, calls, Context.current());
                calls.add(served);
                yield served.serve(served, metadata, service);
            }
            case TokenCheck.Invalid(var fault) -> {
                LOG.log(
                        Level.WARNING,
                        "control call refused method={0} reason={1}",
                        call.getMethodDescriptor().getFullMethodName(),
                        fault);
                yield RefusalStatus.of(new Refusal.BadToken(fault)).answer(call);
            }
        };
    }
}
