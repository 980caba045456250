package io.monopod.instance;

import static io.grpc.stub.ServerCalls.asyncBidiStreamingCall;
import static io.grpc.stub.ServerCalls.asyncUnaryCall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.BindableService;
import io.grpc.CallOptions;
import io.grpc.Context;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status.Code;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import io.monopod.instance.call.CurrentSession;
import io.monopod.myservice.Answer;
import io.monopod.myservice.TestStage;
import io.monopod.myservice.TestStream;
import io.monopod.proto.control.v1.EndResponse;
import io.monopod.proto.control.v1.SlotReport.Phase;
import io.monopod.proto.myservice.EchoRequest;
import io.monopod.proto.myservice.EchoResponse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.concurrent.CountDownLatch;

/// The guard works for services other than the echo, too.
@Timeout(30)
class AnyServiceTest {
    private static final MethodDescriptor<EchoRequest, EchoResponse> TALK =
            method("Talk", MethodType.BIDI_STREAMING);
    private static final MethodDescriptor<EchoRequest, EchoResponse> WORK =
            method("Work", MethodType.UNARY);

    @Test
    void silentBidiStreamEndsWithItsSession() throws InterruptedException {
        try (var stage = TestStage.of(talking())) {
            var _ = stage.bind("s-1", 7);
            var stream = new TestStream();
            var talk = talk(stage, stream);
            talk.onNext(EchoRequest.newBuilder().setValue("hello").build());
            assertThat(stream.next().getClientValue()).isEqualTo("hello");

            var ended = stage.end("s-1", 7);

            assertThat(ended.getOutcome()).isEqualTo(EndResponse.Outcome.ENDED);
            assertThat(ended.getSlot().getPhase()).isEqualTo(Phase.FREE);
            assertThat(stream.end().message()).isEqualTo("session ended");
        }
    }

    @Test
    void bidiStreamRunsUntilClientHalfCloses() throws InterruptedException {
        try (var stage = TestStage.of(talking())) {
            var stream = new TestStream();
            var talk = talk(stage, stream);
            for (var message : new String[] {"one", "two", "three"}) {
                talk.onNext(EchoRequest.newBuilder().setValue(message).build());
                assertThat(stream.next().getClientValue()).isEqualTo(message);
            }

            talk.onCompleted();

            assertThat(stream.end()).isEqualTo(Answer.ok());
        }
    }

    @Test
    void exceptionOfServiceIsAnswered() throws InterruptedException {
        var failing =
                unary(
                        (request, answer) -> {
                            throw new IllegalStateException("a bug");
                        });
        try (var stage = TestStage.of(failing)) {
            var answer = work(stage);

            assertThat(answer.code()).isEqualTo(Code.INTERNAL);
            assertThat(answer.message()).isEqualTo("internal error");
            assertThat(work(stage).code()).isEqualTo(Code.INTERNAL);
        }
    }

    @Test
    void instanceClosesIfSessionLeavesCallRunning() throws InterruptedException {
        var begun = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        var stubborn =
                unary(
                        (request, answer) -> {
                            begun.countDown();
                            awaitUninterrupted(release);
                            answer.onCompleted();
                        });
        try (var stage = TestStage.of(stubborn)) {
            var _ = stage.bind("s-1", 7);
            var call = Thread.startVirtualThread(() -> work(stage));
            begun.await();

            var ended = stage.end("s-1", 7);

            assertThat(ended.getOutcome()).isEqualTo(EndResponse.Outcome.ENDED);
            assertThat(ended.getSlot().getPhase()).isEqualTo(Phase.CLOSED);
            release.countDown();
            call.join();
            stage.instance().await();
        }
    }

    @Test
    void serviceSeesCurrentSession() throws InterruptedException {
        var whose =
                unary(
                        (request, answer) -> {
                            var call = CurrentSession.current();
                            answer.onNext(
                                    EchoResponse.newBuilder()
                                            .setPodName(call.instance().value())
                                            .setServerSessionId(call.session().value())
                                            .setServerValue(call.user().value())
                                            .build());
                            answer.onCompleted();
                        });
        try (var stage = TestStage.of(whose)) {
            var response =
                    ClientCalls.blockingUnaryCall(
                            stage.client().channel(stage.direct("s-1")),
                            WORK,
                            CallOptions.DEFAULT,
                            EchoRequest.getDefaultInstance());

            assertThat(response.getPodName()).isEqualTo(stage.pod());
            assertThat(response.getServerSessionId()).isEqualTo("s-1");
            assertThat(response.getServerValue()).isEqualTo(TestStage.USER);
        }
    }

    @Test
    void serviceSeesClientCancel() throws InterruptedException {
        var begun = new CountDownLatch(1);
        var notified = new CountDownLatch(1);
        var patient =
                unary(
                        (request, answer) -> {
                            Context.current().addListener(_ -> notified.countDown(), Runnable::run);
                            begun.countDown();
                            awaitUninterrupted(notified);
                        });
        try (var stage = TestStage.of(patient)) {
            var call =
                    stage.client().channel(stage.direct("s-1")).newCall(WORK, CallOptions.DEFAULT);
            ClientCalls.asyncUnaryCall(call, EchoRequest.getDefaultInstance(), new TestStream());
            begun.await();

            call.cancel("enough", null);

            notified.await();
        }
    }

    @Test
    void currentSessionFailsOutsideCall() {
        assertThatThrownBy(CurrentSession::current).isInstanceOf(IllegalStateException.class);
    }

    private interface Work {
        void on(EchoRequest request, StreamObserver<EchoResponse> answer);
    }

    private static SessionService unary(Work work) {
        return service(
                () ->
                        ServerServiceDefinition.builder("test.Any")
                                .addMethod(WORK, asyncUnaryCall(work::on))
                                .build());
    }

    private static SessionService talking() {
        return service(
                () ->
                        ServerServiceDefinition.builder("test.Any")
                                .addMethod(TALK, asyncBidiStreamingCall(Echoing::new))
                                .build());
    }

    private static SessionService service(BindableService service) {
        return SessionService.of(service);
    }

    private static StreamObserver<EchoRequest> talk(TestStage stage, TestStream stream) {
        return ClientCalls.asyncBidiStreamingCall(
                stage.client().channel(stage.direct("s-1")).newCall(TALK, CallOptions.DEFAULT),
                stream);
    }

    private static Answer work(TestStage stage) {
        return Answer.of(
                () ->
                        ClientCalls.blockingUnaryCall(
                                stage.client().channel(stage.direct("s-1")),
                                WORK,
                                CallOptions.DEFAULT,
                                EchoRequest.getDefaultInstance()));
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static MethodDescriptor<EchoRequest, EchoResponse> method(
            String name, MethodType type) {
        return MethodDescriptor.<EchoRequest, EchoResponse>newBuilder()
                .setFullMethodName(MethodDescriptor.generateFullMethodName("test.Any", name))
                .setType(type)
                .setRequestMarshaller(ProtoUtils.marshaller(EchoRequest.getDefaultInstance()))
                .setResponseMarshaller(ProtoUtils.marshaller(EchoResponse.getDefaultInstance()))
                .build();
    }

    /// Echoes each message.
    private record Echoing(StreamObserver<EchoResponse> answer)
            implements StreamObserver<EchoRequest> {
        @Override
        public void onNext(EchoRequest message) {
            answer.onNext(EchoResponse.newBuilder().setClientValue(message.getValue()).build());
        }

        @Override
        public void onError(Throwable cancelled) {}

        @Override
        public void onCompleted() {
            answer.onCompleted();
        }
    }
}
