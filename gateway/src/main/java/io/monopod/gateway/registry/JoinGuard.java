package io.monopod.gateway.registry;

import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.monopod.config.Secret;
import io.monopod.contract.Names;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// Refuses calls without the join secret.
final class JoinGuard implements ServerInterceptor {
    private static final Logger LOG = System.getLogger(JoinGuard.class.getName());
    private static final Metadata.Key<String> JOIN =
            Metadata.Key.of(Names.JOIN, Metadata.ASCII_STRING_MARSHALLER);

    private final Secret secret;

    JoinGuard(Secret secret) {
        this.secret = secret;
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        var given = headers.get(JOIN);
        if (given != null && secret.matches(given)) {
            return next.startCall(call, headers);
        }
        LOG.log(
                Level.WARNING,
                "instance refused, join secret {0} peer={1} method={2}",
                given == null ? "missing" : "wrong",
                call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR),
                call.getMethodDescriptor().getBareMethodName());
        call.close(Status.UNAUTHENTICATED.withDescription("join secret refused"), new Metadata());
        return new ServerCall.Listener<>() {};
    }
}
