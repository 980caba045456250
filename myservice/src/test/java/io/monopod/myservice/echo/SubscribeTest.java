package io.monopod.myservice.echo;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status.Code;
import io.monopod.instance.slot.AfterSession;
import io.monopod.myservice.Answer;
import io.monopod.myservice.TestClient;
import io.monopod.myservice.TestStage;
import io.monopod.myservice.TestStream;
import io.monopod.proto.control.v1.EndResponse;
import io.monopod.proto.myservice.EchoRequest;
import io.monopod.proto.myservice.EchoResponse;
import io.monopod.proto.myservice.ShutdownRequest;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;

/// The slot is given back only when the session's last call has ended, so these tests see the end
/// of a stream by how soon its session can be ended.
@Timeout(20)
class SubscribeTest {
    private static final EchoRequest REQUEST = EchoRequest.newBuilder().setValue("tick").build();

    @AutoClose private TestStage stage = TestStage.echo(AfterSession.REUSE);

    SubscribeTest() throws InterruptedException {}

    @Test
    void countsItsMessages() throws InterruptedException {
        var stream = subscribe(stage.client());

        for (int index = 0; index < 5; index++) {
            assertThat(stream.next())
                    .isEqualTo(
                            EchoResponse.newBuilder()
                                    .setClientValue("tick")
                                    .setServerValue("my_service")
                                    .setPodName(stage.pod())
                                    .setServerSessionId("s-1")
                                    .setClientSessionId("s-1")
                                    .setIndex(index)
                                    .setServerMethod("MyServiceSubscribe")
                                    .build());
        }
    }

    @Test
    void endsWithItsSession() throws InterruptedException {
        var _ = stage.bind("s-1", 7);
        var stream = subscribe(stage.client());
        var _ = stream.next();

        assertThat(stage.end("s-1", 7).getOutcome()).isEqualTo(EndResponse.Outcome.ENDED);

        var end = stream.end();
        assertThat(end.code()).isEqualTo(Code.ABORTED);
        assertThat(end.message()).isEqualTo("session ended");
    }

    @Test
    void endsWhenItsSessionIsShutDown() throws InterruptedException {
        var stream = subscribe(stage.client());
        var _ = stream.next();

        assertThat(shutdown()).isEqualTo(Answer.ok());

        assertThat(stream.end().code()).isEqualTo(Code.ABORTED);
        assertThat(stage.bind("s-2", 8).getSlot().getSessionId()).isEqualTo("s-2");
    }

    /// No second message: one that crosses the cancel is answered by a second RST_STREAM, after
    /// which Helidon 4.5.0 may close the connection.
    @Test
    void endsWhenTheClientCancels() throws InterruptedException {
        stage.close();
        stage = TestStage.of(EchoService.create(Duration.ofDays(1)));
        for (int round = 0; round < 100; round++) {
            var stream = subscribe(stage.client());
            var _ = stream.next();
            stream.cancel();
            assertThat(stream.end().code()).isEqualTo(Code.CANCELLED);
        }

        assertThat(shutdown()).isEqualTo(Answer.ok());
        assertThat(stage.client().trailer("monopod-slot")).contains("free");
    }

    @Test
    void endsWhenTheClientIsGone() throws InterruptedException {
        var other = TestClient.connect(stage.instance().address());
        var _ = subscribe(other).next();

        other.close();

        assertThat(shutdown()).isEqualTo(Answer.ok());
        assertThat(stage.client().trailer("monopod-slot")).contains("free");
    }

    private TestStream subscribe(TestClient client) {
        var stream = new TestStream();
        client.asyncWith(stage.direct("s-1")).myServiceSubscribe(REQUEST, stream);
        return stream;
    }

    private Answer shutdown() {
        return Answer.of(
                () ->
                        stage.client()
                                .with(stage.direct("s-1"))
                                .myServiceShutdown(ShutdownRequest.getDefaultInstance()));
    }
}
