package io.monopod.datapath.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.BindableService;
import io.grpc.CallOptions;
import io.grpc.Context;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.monopod.datapath.Eventually;
import io.monopod.datapath.http2.frame.ErrorCode;
import io.monopod.datapath.http2.frame.RawFrame;
import io.monopod.proto.myservice.EchoRequest;
import io.monopod.proto.myservice.EchoResponse;
import io.monopod.proto.myservice.MyServiceAPIGrpc;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/// What a hosted service may rely on, tested with a grpc-java client.
@Timeout(30)
class HostedServiceTest {
    private static final Metadata.Key<byte[]> BINARY =
            Metadata.Key.of("x-bin", Metadata.BINARY_BYTE_MARSHALLER);
    private static final Metadata.Key<String> TEXT =
            Metadata.Key.of("x-text", Metadata.ASCII_STRING_MARSHALLER);
    private static final EchoRequest HELLO = EchoRequest.newBuilder().setValue("hello").build();

    @Test
    void statusTextMayBeAnything() throws IOException {
        var text = "größer\nals 100 %";
        BindableService failing =
                failing(() -> Status.ABORTED.withDescription(text).asRuntimeException());
        try (var hosts = new Hosts(failing)) {
            assertThatThrownBy(() -> stub(hosts).myServiceEcho(HELLO))
                    .hasMessage("ABORTED: " + text);
        }
    }

    @Test
    void answerMayComeFromAnotherThread() throws IOException {
        var service =
                new EchoingService() {
                    @Override
                    public void myServiceEcho(
                            EchoRequest request, StreamObserver<EchoResponse> response) {
                        Thread.startVirtualThread(() -> super.myServiceEcho(request, response));
                    }
                };
        try (var hosts = new Hosts(service)) {
            for (int i = 0; i < 100; i++) {
                assertThat(stub(hosts).myServiceEcho(HELLO).getClientValue()).isEqualTo("hello");
            }
        }
    }

    @Test
    void metadataWithManyValuesIsKeptBothWays() throws IOException {
        var service = new Mirrored();
        try (var hosts = new Hosts(service)) {
            var sent = new Metadata();
            sent.put(TEXT, "a");
            sent.put(TEXT, "b, c");
            sent.put(BINARY, new byte[] {1, 2});
            sent.put(BINARY, new byte[] {});
            var headers = new AtomicReference<Metadata>();
            var trailers = new AtomicReference<Metadata>();

            var _ =
                    stub(hosts)
                            .withInterceptors(
                                    MetadataUtils.newAttachHeadersInterceptor(sent),
                                    MetadataUtils.newCaptureMetadataInterceptor(headers, trailers))
                            .myServiceEcho(HELLO);

            for (var received : List.of(service.seen(), headers.get(), trailers.get())) {
                assertThat(received.getAll(TEXT)).containsExactly("a", "b, c");
                assertThat(received.getAll(BINARY))
                        .containsExactly(new byte[] {1, 2}, new byte[] {});
            }
        }
    }

    /// Clients may join two values with a comma (gRPC over HTTP/2, "Custom-Metadata").
    @Test
    void oneBinaryFieldMayHaveTwoValues() throws IOException {
        var service = new Mirrored();
        try (var hosts = new Hosts(service)) {
            int call = hosts.open(Hosts.path("MyServiceEcho"), "x-bin", "YQ,Yg==");
            hosts.client.send(RawFrame.lastData(call, Hosts.EMPTY_MESSAGE));

            assertThat(hosts.awaitTrailers(call).first("grpc-status")).isEqualTo("0");
            assertThat(service.seen().getAll(BINARY))
                    .containsExactly(new byte[] {'a'}, new byte[] {'b'});
        }
    }

    @Test
    void contextIsCancelledWithTheCall() throws IOException, InterruptedException {
        var started = new CountDownLatch(1);
        var cancelled = new CountDownLatch(2);
        var service =
                new EchoingService() {
                    @Override
                    public void myServiceSubscribe(
                            EchoRequest request, StreamObserver<EchoResponse> response) {
                        ((ServerCallStreamObserver<EchoResponse>) response)
                                .setOnCancelHandler(cancelled::countDown);
                        Context.current().addListener(_ -> cancelled.countDown(), Runnable::run);
                        started.countDown();
                        awaitUninterrupted(cancelled);
                    }
                };
        try (var hosts = new Hosts(service)) {
            int call = subscribe(hosts);
            started.await();

            hosts.client.send(RawFrame.reset(call, ErrorCode.CANCEL));

            cancelled.await();
            Eventually.holds(() -> hosts.gateway.openCalls() == 0);
        }
    }

    /// A client must not get uncounted work by resetting streams.
    @Test
    void cancelledCallCountsUntilItsServiceReturns() throws IOException, InterruptedException {
        var started = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        var service =
                new EchoingService() {
                    @Override
                    public void myServiceEcho(
                            EchoRequest request, StreamObserver<EchoResponse> response) {
                        started.countDown();
                        awaitUninterrupted(release);
                    }
                };
        try (var hosts = new Hosts(service)) {
            int call = hosts.open(Hosts.path("MyServiceEcho"));
            hosts.client.send(RawFrame.lastData(call, Hosts.EMPTY_MESSAGE));
            started.await();
            hosts.client.send(RawFrame.reset(call, ErrorCode.CANCEL), RawFrame.ping(1));
            var _ = hosts.client.await(RawFrame.PING);

            assertThat(hosts.gateway.openCalls()).isEqualTo(1);

            release.countDown();
            Eventually.holds(() -> hosts.gateway.openCalls() == 0);
        }
    }

    @Test
    void serviceBlocksWhileTheClientReadsNothing() throws IOException, InterruptedException {
        var sent = new AtomicInteger();
        var piece = EchoResponse.newBuilder().setClientValue("x".repeat(10_000)).build();
        var service =
                new EchoingService() {
                    @Override
                    public void myServiceSubscribe(
                            EchoRequest request, StreamObserver<EchoResponse> response) {
                        for (int i = 0; i < 100; i++) {
                            response.onNext(piece);
                            sent.incrementAndGet();
                        }
                        response.onCompleted();
                    }
                };
        try (var hosts = new Hosts(service)) {
            int call = subscribe(hosts); // its window takes 65,535 bytes

            Eventually.holds(() -> sent.get() >= 13);
            assertThat(stub(hosts).myServiceEcho(HELLO).getClientValue())
                    .isEqualTo("hello"); // other calls are not blocked
            assertThat(sent).hasValueLessThanOrEqualTo(14);

            hosts.client.send(
                    RawFrame.windowUpdate(0, 2_000_000), RawFrame.windowUpdate(call, 2_000_000));
            assertThat(hosts.awaitTrailers(call).first("grpc-status")).isEqualTo("0");
            assertThat(sent).hasValue(100);
        }
    }

    @Test
    void messagesArriveOnRequestFromAnyThread() throws Exception {
        var received = new ArrayList<String>();
        var service = new OneByOne(received);
        try (var hosts = new Hosts(service)) {
            var talk = hosts.channel.newCall(OneByOne.TALK, CallOptions.DEFAULT);
            var answers = new Answers();
            var requests = ClientCalls.asyncBidiStreamingCall(talk, answers);
            for (int i = 0; i < 50; i++) {
                requests.onNext(EchoRequest.newBuilder().setValue("m" + i).build());
            }
            requests.onCompleted();

            answers.completed.await();
            assertThat(received).hasSize(50).startsWith("m0", "m1").endsWith("m49");
        }
    }

    private static final class Answers implements StreamObserver<EchoResponse> {
        private final CountDownLatch completed = new CountDownLatch(1);

        @Override
        public void onNext(EchoResponse response) {}

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onCompleted() {
            completed.countDown();
        }
    }

    private static int subscribe(Hosts hosts) throws IOException {
        int call = hosts.open(Hosts.path("MyServiceSubscribe"));
        hosts.client.send(RawFrame.lastData(call, Hosts.EMPTY_MESSAGE));
        return call;
    }

    private static MyServiceAPIGrpc.MyServiceAPIBlockingStub stub(Hosts hosts) {
        return MyServiceAPIGrpc.newBlockingStub(hosts.channel);
    }

    private static BindableService failing(Supplier<RuntimeException> failure) {
        return new EchoingService() {
            @Override
            public void myServiceEcho(EchoRequest request, StreamObserver<EchoResponse> response) {
                response.onError(failure.get());
            }
        };
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Returns the metadata as headers and as trailers.
    private static final class Mirrored implements BindableService {
        private volatile Metadata seen = new Metadata();

        Metadata seen() {
            return seen;
        }

        @Override
        public ServerServiceDefinition bindService() {
            return ServerInterceptors.intercept(
                    new EchoingService(),
                    new ServerInterceptor() {
                        @Override
                        public <Q, A> ServerCall.Listener<Q> interceptCall(
                                ServerCall<Q, A> call,
                                Metadata metadata,
                                ServerCallHandler<Q, A> next) {
                            seen = metadata;
                            return next.startCall(new Mirror<>(call, metadata), metadata);
                        }
                    });
        }
    }

    private static final class Mirror<Q, A> extends SimpleForwardingServerCall<Q, A> {
        private final Metadata metadata;

        Mirror(ServerCall<Q, A> call, Metadata metadata) {
            super(call);
            this.metadata = metadata;
        }

        @Override
        public void sendHeaders(Metadata headers) {
            super.sendHeaders(mine());
        }

        @Override
        public void close(Status status, Metadata trailers) {
            super.close(status, mine());
        }

        private Metadata mine() {
            var mine = new Metadata();
            mine.merge(metadata, Set.of(TEXT, BINARY));
            return mine;
        }
    }
}
