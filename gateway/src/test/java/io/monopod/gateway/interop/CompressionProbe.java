package io.monopod.gateway.interop;

import io.grpc.Context;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import io.grpc.testing.integration.Messages.SimpleRequest;
import io.grpc.testing.integration.Messages.StreamingInputCallRequest;

import java.util.concurrent.atomic.AtomicBoolean;

/// Refuses a message that is marked as compressed but was not. The interop cases
/// `client_compressed_unary` and `client_compressed_streaming` begin with one. A server sees
/// messages decompressed, so a tracer checks whether the last one was smaller on the wire.
final class CompressionProbe implements ServerInterceptor {
    private static final Context.Key<AtomicBoolean> COMPRESSED = Context.key("compressed");

    static final ServerStreamTracer.Factory TRACERS =
            new ServerStreamTracer.Factory() {
                @Override
                public ServerStreamTracer newServerStreamTracer(String method, Metadata headers) {
                    return new Tracer();
                }
            };

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        var compressed = COMPRESSED.get();
        return new SimpleForwardingServerCallListener<>(next.startCall(call, headers)) {
            private boolean refused;

            @Override
            public void onMessage(Q message) {
                if (isToBeCompressed(message) && !compressed.get()) {
                    refused = true;
                    call.close(
                            Status.INVALID_ARGUMENT.withDescription("not compressed"),
                            new Metadata());
                } else {
                    super.onMessage(message);
                }
            }

            @Override
            public void onHalfClose() {
                if (!refused) {
                    super.onHalfClose();
                }
            }
        };
    }

    private static boolean isToBeCompressed(Object message) {
        return switch (message) {
            case SimpleRequest request -> request.getExpectCompressed().getValue();
            case StreamingInputCallRequest request -> request.getExpectCompressed().getValue();
            default -> false;
        };
    }

    private static final class Tracer extends ServerStreamTracer {
        private final AtomicBoolean compressed = new AtomicBoolean();

        @Override
        public Context filterContext(Context context) {
            return context.withValue(COMPRESSED, compressed);
        }

        @Override
        public void inboundMessageRead(int number, long wireSize, long size) {
            compressed.set(wireSize != size);
        }
    }
}
