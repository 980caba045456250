package io.monopod.myservice.echo;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import io.monopod.instance.slot.AfterSession;
import io.monopod.myservice.TestStage;
import io.monopod.myservice.TestStream;
import io.monopod.proto.myservice.EchoRequest;
import io.monopod.proto.myservice.EchoResponse;
import io.monopod.proto.myservice.MyServiceAPIGrpc;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.concurrent.CountDownLatch;

/// A cancelled call ends no other call of its connection, whenever it is cancelled.
@Timeout(60)
class CancelledCallsTest {
    private static final int CALLS = 3000;

    @AutoClose private final TestStage stage = TestStage.echo(AfterSession.REUSE);

    CancelledCallsTest() throws InterruptedException {}

    @Test
    void streamSurvivesCancelsOfOtherCalls() throws InterruptedException {
        var stream = new TestStream();
        stage.client()
                .asyncWith(stage.direct("s-1"))
                .myServiceSubscribe(EchoRequest.getDefaultInstance(), stream);
        var before = stream.next();

        var over = new CountDownLatch(CALLS);
        for (int i = 0; i < CALLS; i++) {
            cancelled(over, i % 3);
        }
        over.await();

        var after = stream.next();
        assertThat(after.getIndex()).isGreaterThan(before.getIndex());
        assertThat(after.getPodName()).isEqualTo(before.getPodName());
    }

    /// @param kind when to cancel: before the request, after it, or after the response headers
    private void cancelled(CountDownLatch over, int kind) {
        var call =
                stage.client()
                        .channel(stage.direct("s-1"))
                        .newCall(MyServiceAPIGrpc.getMyServiceEchoMethod(), CallOptions.DEFAULT);
        call.start(
                new ClientCall.Listener<EchoResponse>() {
                    @Override
                    public void onHeaders(Metadata headers) {
                        call.cancel("enough", null);
                    }

                    @Override
                    public void onClose(Status status, Metadata trailers) {
                        over.countDown();
                    }
                },
                new Metadata());
        if (kind == 0) {
            call.cancel("enough", null);
            return;
        }
        call.sendMessage(EchoRequest.getDefaultInstance());
        call.halfClose();
        if (kind == 1) {
            call.cancel("enough", null);
        }
    }
}
