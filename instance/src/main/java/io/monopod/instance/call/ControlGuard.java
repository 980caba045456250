package io.monopod.instance.call;

import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.monopod.contract.InstanceId;
import io.monopod.contract.Names;
import io.monopod.token.TokenFault;
import io.monopod.vouch.InstanceKey;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// Lets only the gateway that the instance registered with reach the control service. Neither the
/// join secret nor any token gives access. The check uses no clock, so that a host with a wrong
/// clock can be bound.
public final class ControlGuard implements ServerInterceptor {
    private static final Logger LOG = System.getLogger(ControlGuard.class.getName());

    private static final Metadata.Key<String> PROOF = RefusalStatus.key(Names.CONTROL);

    private final InstanceId instance;
    private final InstanceKey key;
    private final RunningCalls calls;

    /// @param key the key that the instance registers with
    /// @param calls counts the accepted calls until they are answered
    public ControlGuard(InstanceId instance, InstanceKey key, RunningCalls calls) {
        this.instance = instance;
        this.key = key;
        this.calls = calls;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata metadata, ServerCallHandler<Q, A> service) {
        var proof = metadata.get(PROOF);
        if (proof != null && key.provesControl(proof, instance)) {
            var served = new GuardedCall<>(call, calls, Context.current());
            calls.add(served);
            return served.serve(served, metadata, service);
        }
        LOG.log(
                Level.WARNING,
                "control call refused, proof {0} method={1}",
                proof == null ? "missing" : "wrong",
                call.getMethodDescriptor().getFullMethodName());
        return RefusalStatus.refuse(
                call, RefusalStatus.of(new InstanceRefusal.BadToken(TokenFault.INVALID_TOKEN)));
    }
}
