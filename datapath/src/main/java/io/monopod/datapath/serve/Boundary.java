package io.monopod.datapath.serve;

import io.grpc.Context;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.monopod.datapath.call.PercentEncoding;
import io.monopod.datapath.call.ServedCall;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;

/// An interceptor between Helidon's handler and the services. It adds what Helidon lacks: it
/// answers for a service that throws, cancels the service's [Context] with the call, delivers
/// messages only on request, and carries metadata past Helidon, which would lose some of it.
final class Boundary implements ServerInterceptor {
    static final ServerInterceptor INSTANCE = new Boundary();

    private Boundary() {}

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata helidons, ServerCallHandler<Q, A> next) {
        return Objects.requireNonNull(HostedCall.CURRENT.get()).start(call, next);
    }

    /// The call as the service sees it.
    static final class Call<Q, A> extends SimpleForwardingServerCall<Q, A> {
        private final HostedCall call;
        private final ServedCall served;
        private final AnswerWriter writer;
        private final AtomicBoolean closed;

        Call(
                ServerCall<Q, A> helidons,
                HostedCall call,
                ServedCall served,
                AnswerWriter writer,
                AtomicBoolean closed) {
            super(helidons);
            this.call = call;
            this.served = served;
            this.writer = writer;
            this.closed = closed;
        }

        /// Helidon gets each request right before the message, because it buffers without limit.
        @Override
        public void request(int messages) {
            served.request(messages);
        }

        @Override
        public void sendHeaders(Metadata headers) {
            if (!isOver()) {
                writer.with(headers);
                super.sendHeaders(new Metadata());
            }
        }

        @Override
        public void sendMessage(A message) {
            if (!isOver()) {
                super.sendMessage(message);
            }
        }

        @Override
        public void close(Status status, Metadata trailers) {
            if (closed.compareAndSet(false, true) && !served.isOver()) {
                writer.with(trailers);
                super.close(encoded(status), new Metadata());
            }
        }

        @Override
        public boolean isCancelled() {
            return call.isCancelled();
        }

        private boolean isOver() {
            return closed.get() || served.isOver();
        }

        /// Helidon does not percent-encode descriptions.
        private static Status encoded(Status status) {
            var description = status.getDescription();
            return description == null
                    ? status
                    : status.withDescription(PercentEncoding.encode(description));
        }
    }

    /// Passes the events of the call to the service.
    static final class Listener<Q> extends ServerCall.Listener<Q> {
        private final HostedCall call;
        private final Context.CancellableContext context;
        private ServerCall.Listener<Q> service = new ServerCall.Listener<>() {};

        Listener(HostedCall call, Context.CancellableContext context) {
            this.call = call;
            this.context = context;
        }

        void passTo(ServerCall.Listener<Q> listener) {
            service = listener;
        }

        @Override
        public void onReady() {
            guardOpen(service::onReady);
        }

        @Override
        public void onMessage(Q message) {
            guardOpen(() -> service.onMessage(message));
        }

        @Override
        public void onHalfClose() {
            guardOpen(service::onHalfClose);
        }

        @Override
        public void onCancel() {
            context.cancel(null);
            guard(service::onCancel);
        }

        @Override
        public void onComplete() {
            guard(service::onComplete);
            context.cancel(null);
        }

        void guard(Runnable step) {
            try {
                step.run();
            } catch (RuntimeException | Error e) {
                if (call.failed(e)) {
                    onCancel();
                }
            }
        }

        private void guardOpen(Runnable step) {
            if (!call.isOver()) {
                guard(step);
            }
        }
    }
}
