package io.monopod.myservice;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ClientInterceptors;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.monopod.config.HostPort;
import io.monopod.proto.control.v1.InstanceControlGrpc;
import io.monopod.proto.control.v1.InstanceControlGrpc.InstanceControlBlockingStub;
import io.monopod.proto.myservice.EchoRequest;
import io.monopod.proto.myservice.MyServiceAPIGrpc;
import io.monopod.proto.myservice.MyServiceAPIGrpc.MyServiceAPIBlockingStub;
import io.monopod.proto.myservice.MyServiceAPIGrpc.MyServiceAPIStub;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/// A connection to an instance that records the trailers of its last call.
public final class TestClient implements AutoCloseable {
    private final ManagedChannel channel;
    private final AtomicReference<Metadata> trailers = new AtomicReference<>(new Metadata());

    private TestClient(ManagedChannel channel) {
        this.channel = channel;
    }

    public static TestClient connect(HostPort address) {
        return new TestClient(
                NettyChannelBuilder.forAddress(address.host(), address.port())
                        .usePlaintext()
                        .maxInboundMessageSize(64 << 20)
                        .build());
    }

    /// A stub that sends this metadata.
    public MyServiceAPIBlockingStub with(Map<String, String> metadata) {
        return MyServiceAPIGrpc.newBlockingStub(channel)
                .withInterceptors(new Exchange(metadata))
                .withDeadlineAfter(20, TimeUnit.SECONDS);
    }

    public MyServiceAPIStub asyncWith(Map<String, String> metadata) {
        return MyServiceAPIGrpc.newStub(channel).withInterceptors(new Exchange(metadata));
    }

    public InstanceControlBlockingStub control(Map<String, String> metadata) {
        return InstanceControlGrpc.newBlockingStub(channel)
                .withInterceptors(new Exchange(metadata))
                .withDeadlineAfter(20, TimeUnit.SECONDS);
    }

    /// Calls a method that does not exist.
    public Object unknown(Map<String, String> metadata) {
        var method =
                MyServiceAPIGrpc.getMyServiceEchoMethod().toBuilder()
                        .setFullMethodName("my_service.MyServiceAPI/Nothing")
                        .build();
        return ClientCalls.blockingUnaryCall(
                channel(metadata), method, CallOptions.DEFAULT, EchoRequest.getDefaultInstance());
    }

    public Channel channel(Map<String, String> metadata) {
        return ClientInterceptors.intercept(channel, new Exchange(metadata));
    }

    public Optional<String> trailer(String name) {
        var last = trailers.get();
        return last == null ? Optional.empty() : Optional.ofNullable(last.get(key(name)));
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }

    private static Metadata.Key<String> key(String name) {
        return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }

    /// Adds metadata to requests and records response trailers.
    private final class Exchange implements ClientInterceptor {
        private final Map<String, String> metadata;

        Exchange(Map<String, String> metadata) {
            this.metadata = metadata;
        }

        @Override
        public <Q, A> ClientCall<Q, A> interceptCall(
                MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
            return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
                @Override
                public void start(Listener<A> listener, Metadata headers) {
                    metadata.forEach((name, value) -> headers.put(key(name), value));
                    super.start(new Keeper<>(listener), headers);
                }
            };
        }
    }

    private final class Keeper<A> extends SimpleForwardingClientCallListener<A> {
        Keeper(ClientCall.Listener<A> listener) {
            super(listener);
        }

        @Override
        public void onClose(Status status, Metadata received) {
            trailers.set(received);
            super.onClose(status, received);
        }
    }
}
