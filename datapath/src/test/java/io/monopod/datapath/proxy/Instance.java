package io.monopod.datapath.proxy;

import io.grpc.Context;
import io.grpc.ForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.monopod.datapath.call.Target;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// A plain grpc-java server that plays the instance.
public final class Instance implements AutoCloseable {
    static final String FAILURE = "\tgr\u00fcn 100%";

    /// Whether to answer with [#FAILURE].
    static final Metadata.Key<String> FAIL =
            Metadata.Key.of("fail", Metadata.ASCII_STRING_MARSHALLER);

    /// The value of the reserved field for the gateway.
    static final Metadata.Key<String> REPORT =
            Metadata.Key.of("say", Metadata.ASCII_STRING_MARSHALLER);

    private static final Metadata.Key<String> SLOT =
            Metadata.Key.of("monopod-slot", Metadata.ASCII_STRING_MARSHALLER);

    static final Metadata.Key<byte[]> DETAILS =
            Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);

    /// The metadata of each call in the order of arrival.
    final BlockingQueue<Metadata> received = new LinkedBlockingQueue<>();

    /// The method of each cancelled call.
    final BlockingQueue<String> cancelled = new LinkedBlockingQueue<>();

    private final AtomicInteger sent = new AtomicInteger();
    private final Server server;
    private final String name;

    public Instance() throws IOException {
        this("instance");
    }

    Instance(String name) throws IOException {
        this.name = name;
        server =
                NettyServerBuilder.forAddress(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                        .maxInboundMessageSize(64 * 1024 * 1024)
                        .maxInboundMetadataSize(128 * 1024)
                        .addService(ServerInterceptors.intercept(service(), new Recorder()))
                        .build()
                        .start();
    }

    public Target target() {
        return new Target(name, "localhost", server.getPort());
    }

    /// Bytes of messages that [Bytes#REPEAT] has sent.
    int sent() {
        return sent.get();
    }

    @Override
    public void close() {
        server.shutdownNow();
    }

    private ServerServiceDefinition service() {
        return ServerServiceDefinition.builder(Bytes.SERVICE)
                .addMethod(Bytes.UNARY, ServerCalls.asyncUnaryCall(this::unary))
                .addMethod(Bytes.COLLECT, ServerCalls.asyncClientStreamingCall(this::collect))
                .addMethod(Bytes.REPEAT, ServerCalls.asyncServerStreamingCall(this::repeat))
                .addMethod(Bytes.STUCK, stuck())
                .addMethod(Bytes.CHAT, ServerCalls.asyncBidiStreamingCall(this::chat))
                .build();
    }

    /// Accepts the call and reads no messages.
    private static ServerCallHandler<byte[], byte[]> stuck() {
        return (call, headers) -> new ServerCall.Listener<>() {};
    }

    private void unary(byte[] request, StreamObserver<byte[]> response) {
        if (new String(request, StandardCharsets.US_ASCII).equals("never")) {
            return;
        }
        ((ServerCallStreamObserver<byte[]>) response).setCompression("gzip");
        response.onNext(request);
        response.onCompleted();
    }

    private StreamObserver<byte[]> collect(StreamObserver<byte[]> response) {
        var all = new ByteArrayOutputStream();
        return new Requests(response) {
            @Override
            public void onNext(byte[] message) {
                all.writeBytes(message);
            }

            @Override
            public void onCompleted() {
                response.onNext(all.toByteArray());
                response.onCompleted();
            }
        };
    }

    /// Repeats the request as often as it says.
    private void repeat(byte[] request, StreamObserver<byte[]> response) {
        var observer = (ServerCallStreamObserver<byte[]>) response;
        int times = Integer.parseInt(new String(request, StandardCharsets.US_ASCII).trim());
        var count = new int[1];
        observer.setOnReadyHandler(
                () -> {
                    while (observer.isReady() && count[0] < times) {
                        observer.onNext(request);
                        sent.addAndGet(request.length);
                        count[0]++;
                        if (count[0] == times) {
                            observer.onCompleted();
                        }
                    }
                });
    }

    private StreamObserver<byte[]> chat(StreamObserver<byte[]> response) {
        return new Requests(response) {
            @Override
            public void onNext(byte[] message) {
                response.onNext(message);
            }

            @Override
            public void onCompleted() {
                response.onCompleted();
            }
        };
    }

    private abstract static class Requests implements StreamObserver<byte[]> {
        private final StreamObserver<byte[]> response;

        Requests(StreamObserver<byte[]> response) {
            this.response = response;
        }

        @Override
        public void onError(Throwable error) {
            response.onError(error);
        }
    }

    private final class Recorder implements ServerInterceptor {
        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            received.add(headers);
            Context.current()
                    .addListener(
                            context ->
                                    cancelled.add(call.getMethodDescriptor().getFullMethodName()),
                            Runnable::run);
            if (headers.containsKey(FAIL)) {
                var trailers = new Metadata();
                trailers.put(DETAILS, new byte[] {1, 2, 3});
                call.close(Status.fromCodeValue(5).withDescription(FAILURE), trailers);
                return new ServerCall.Listener<>() {};
            }
            return next.startCall(new Reporting<>(call, headers.get(REPORT)), headers);
        }
    }

    /// Adds the reserved field for the gateway to the trailers.
    private static final class Reporting<Q, A>
            extends ForwardingServerCall.SimpleForwardingServerCall<Q, A> {
        private final @Nullable String slot;

        Reporting(ServerCall<Q, A> call, @Nullable String slot) {
            super(call);
            this.slot = slot;
        }

        @Override
        public void close(Status status, Metadata trailers) {
            if (slot != null) {
                trailers.put(SLOT, slot);
            }
            super.close(status, trailers);
        }
    }
}
