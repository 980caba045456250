package io.monopod.gateway.local;

import static java.lang.System.Logger.Level.ERROR;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;

/// Answers INTERNAL where a service throws, which is a bug. Helidon alone would leave the client
/// waiting.
public final class AlwaysAnswered implements ServerInterceptor {
    private static final System.Logger LOG = System.getLogger(AlwaysAnswered.class.getName());

    @Override
    public <Q, S> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, S> call, Metadata headers, ServerCallHandler<Q, S> next) {
        var closeable = new ClosedOnce<>(call);
        try {
            return new Guarded<>(closeable, next.startCall(closeable, headers));
        } catch (RuntimeException e) {
            closeable.fail(e);
            return new ServerCall.Listener<>() {};
        }
    }

    /// Knows whether the call was answered. Used by the call's own thread only.
    private static final class ClosedOnce<Q, S> extends SimpleForwardingServerCall<Q, S> {
        private boolean closed;

        ClosedOnce(ServerCall<Q, S> call) {
            super(call);
        }

        @Override
        public void close(Status status, Metadata trailers) {
            closed = true;
            super.close(status, trailers);
        }

        void fail(RuntimeException e) {
            LOG.log(ERROR, "call failed method=" + getMethodDescriptor().getFullMethodName(), e);
            if (!closed) {
                close(Status.INTERNAL.withDescription("internal error"), new Metadata());
            }
        }
    }

    private static final class Guarded<Q, S> extends SimpleForwardingServerCallListener<Q> {
        private final ClosedOnce<Q, S> call;

        Guarded(ClosedOnce<Q, S> call, ServerCall.Listener<Q> listener) {
            super(listener);
            this.call = call;
        }

        @Override
        public void onMessage(Q message) {
            guard(() -> super.onMessage(message));
        }

        @Override
        public void onHalfClose() {
            guard(super::onHalfClose);
        }

        private void guard(Runnable step) {
            if (call.closed) {
                return;
            }
            try {
                step.run();
            } catch (RuntimeException e) {
                call.fail(e);
            }
        }
    }
}
