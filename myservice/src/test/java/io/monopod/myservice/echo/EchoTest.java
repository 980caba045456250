package io.monopod.myservice.echo;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status.Code;
import io.monopod.instance.slot.AfterSession;
import io.monopod.myservice.Answer;
import io.monopod.myservice.TestStage;
import io.monopod.proto.myservice.EchoRequest;
import io.monopod.proto.myservice.EchoResponse;
import io.monopod.proto.myservice.ShutdownRequest;
import io.monopod.proto.myservice.ShutdownResponse;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import java.util.concurrent.ThreadLocalRandom;

class EchoTest {
    @AutoClose private final TestStage stage = TestStage.echo(AfterSession.REUSE);

    EchoTest() throws InterruptedException {}

    @Test
    void echoesRequest() {
        assertThat(echo("hello"))
                .isEqualTo(
                        EchoResponse.newBuilder()
                                .setClientValue("hello")
                                .setServerValue("my_service")
                                .setPodName(stage.pod())
                                .setServerSessionId("s-1")
                                .setClientSessionId("s-1")
                                .setIndex(0)
                                .setServerMethod("MyServiceEcho")
                                .build());
    }

    @Test
    void confirmsShutdown() {
        var _ = echo("hello");

        var response =
                stage.client()
                        .with(stage.direct("s-1"))
                        .myServiceShutdown(ShutdownRequest.getDefaultInstance());

        assertThat(response)
                .isEqualTo(
                        ShutdownResponse.newBuilder()
                                .setPodName(stage.pod())
                                .setServerSessionId("s-1")
                                .setClientSessionId("s-1")
                                .setIndex(0)
                                .setServerMethod("MyServiceShutdown")
                                .build());
    }

    @Test
    void acceptsMessagesUpToLimit() {
        var value = randomText(4_000_000);

        assertThat(echo(value).getClientValue().equals(value)).isTrue();
    }

    @Test
    void refusesLargerMessage() {
        var answer = Answer.of(() -> echo(randomText(20 << 20)));

        assertThat(answer.code()).isEqualTo(Code.RESOURCE_EXHAUSTED);
        assertThat(answer.message()).isEqualTo("a message may have at most 4194304 bytes");
        assertThat(echo("the session goes on").getClientValue()).isEqualTo("the session goes on");
    }

    @Test
    void readsCompressedRequests() {
        var value = "again ".repeat(100_000);

        var response =
                stage.client()
                        .with(stage.direct("s-1"))
                        .withCompression("gzip")
                        .myServiceEcho(EchoRequest.newBuilder().setValue(value).build());

        assertThat(response.getClientValue().equals(value)).isTrue();
    }

    private EchoResponse echo(String value) {
        return stage.client()
                .with(stage.direct("s-1"))
                .myServiceEcho(EchoRequest.newBuilder().setValue(value).build());
    }

    private static String randomText(int length) {
        var chars = new char[length];
        var random = ThreadLocalRandom.current();
        for (int i = 0; i < length; i++) {
            chars[i] = (char) random.nextInt('a', 'z' + 1);
        }
        return new String(chars);
    }
}
