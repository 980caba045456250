package io.monopod.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.gateway.Eventually;
import io.monopod.gateway.http2.ErrorCode;
import io.monopod.gateway.http2.RawConnection;
import io.monopod.gateway.http2.RawFrame;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;

/// A gateway that runs out of descriptors turns connections away, and goes on.
@Timeout(60)
class DescriptorsTest {
    @Test
    void clientThatIsOneTooManyIsTurnedAwayUntilThereIsRoom()
            throws IOException, InterruptedException {
        try (var instance = new Instance();
                var gateway = gateway(Decisions.forwardTo(instance.target()), 3)) {
            try (var first = RawConnection.client(gateway.port());
                    var second = RawConnection.client(gateway.port())) {
                call(first);
                assertThat(first.awaitHeaders(1).first(":status")).isEqualTo("200");
                second.send(RawFrame.ping(1));
                second.await(RawFrame.PING);
                try (var excess = RawConnection.to(gateway.port())) {
                    excess.send(RawConnection.PREFACE);
                    assertThat(excess.await(RawFrame.GOAWAY).errorCode())
                            .isEqualTo(ErrorCode.ENHANCE_YOUR_CALM);
                }
            }
            Eventually.holds(() -> gateway.connections() == 0);
            try (var next = RawConnection.client(gateway.port())) {
                call(next);
                assertThat(next.awaitHeaders(1).first(":status")).isEqualTo("200");
            }
        }
    }

    @Test
    void callForWhoseInstanceThereIsNoneLeftIsRefused() throws IOException {
        try (var instance = new Instance();
                var gateway = gateway(Decisions.forwardTo(instance.target()), 1);
                var client = RawConnection.client(gateway.port())) {
            call(client);

            assertThat(client.awaitHeaders(1).first("grpc-message")).isEqualTo("unreached");
        }
    }

    @Test
    void processHasSome() {
        assertThat(Descriptors.ofProcess().take()).isTrue();
    }

    private static void call(RawConnection client) throws IOException {
        client.send(RawFrame.headers(1, Requests.unary()));
        client.send(RawFrame.lastData(1, Requests.message("hello")));
    }

    private static Gateway gateway(Decisions decisions, int descriptors) {
        return new Gateway(
                new DataPath(
                        decisions, DataPathConfig.DEFAULT, null, new Descriptors(descriptors)));
    }
}
