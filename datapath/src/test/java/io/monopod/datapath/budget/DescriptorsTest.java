package io.monopod.datapath.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.datapath.Eventually;
import io.monopod.datapath.call.HealthProbes;
import io.monopod.datapath.config.PathConfig;
import io.monopod.datapath.downstream.DataPath;
import io.monopod.datapath.downstream.Gateway;
import io.monopod.datapath.http2.frame.ErrorCode;
import io.monopod.datapath.http2.frame.RawConnection;
import io.monopod.datapath.http2.frame.RawFrame;
import io.monopod.datapath.proxy.Decisions;
import io.monopod.datapath.proxy.Instance;
import io.monopod.datapath.proxy.Requests;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;

/// A gateway without free file descriptors rejects connections, and keeps running.
@Timeout(60)
class DescriptorsTest {
    @Test
    void clientIsRejectedUntilADescriptorIsFree() throws IOException, InterruptedException {
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
    void callIsRefusedWithoutADescriptorForItsInstance() throws IOException {
        try (var instance = new Instance();
                var gateway = gateway(Decisions.forwardTo(instance.target()), 1);
                var client = RawConnection.client(gateway.port())) {
            call(client);

            assertThat(client.awaitHeaders(1).first("grpc-message")).isEqualTo("unreached");
        }
    }

    @Test
    void processHasDescriptors() {
        assertThat(Descriptors.ofProcess().take()).isTrue();
    }

    private static void call(RawConnection client) throws IOException {
        client.send(RawFrame.headers(1, Requests.unary()));
        client.send(RawFrame.lastData(1, Requests.message("hello")));
    }

    private static Gateway gateway(Decisions decisions, int descriptors) {
        return new Gateway(
                new DataPath(
                        decisions,
                        PathConfig.DEFAULT,
                        null,
                        new ProcessBudget(
                                new Budget(1 << 20, 1 << 20),
                                new Budget(100, 100),
                                new Descriptors(descriptors),
                                2),
                        HealthProbes.NONE));
    }
}
