package io.monopod.datapath.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.datapath.call.CallEnd;
import io.monopod.datapath.call.RoutingDecision;
import io.monopod.datapath.call.Target;
import io.monopod.datapath.config.PathConfig;
import io.monopod.datapath.downstream.Gateway;
import io.monopod.datapath.http2.frame.ErrorCode;
import io.monopod.datapath.http2.frame.RawConnection;
import io.monopod.datapath.http2.frame.RawFrame;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// Connections to peers that send nothing, read nothing or never end a request are closed after a
/// time.
@Timeout(60)
class ConnectionCareTest {
    private static final Duration SOON = Duration.ofMillis(200);

    private Instance instance;
    private Decisions decisions;

    @BeforeEach
    void start() throws IOException {
        instance = new Instance();
        decisions = Decisions.forwardTo(instance.target());
    }

    @AfterEach
    void stop() {
        instance.close();
    }

    @Test
    void clientWithoutPrefaceIsDisconnected() throws IOException {
        try (var gateway = gateway(times().handshake(SOON));
                var client = RawConnection.to(gateway.port())) {
            assertThat(client.await(RawFrame.GOAWAY).errorCode())
                    .isEqualTo(ErrorCode.SETTINGS_TIMEOUT);
            client.awaitEnd();
        }
    }

    @Test
    void clientWithoutSettingsAckIsDisconnected() throws IOException {
        try (var gateway = gateway(times().handshake(SOON));
                var client = RawConnection.to(gateway.port())) {
            client.send(RawConnection.PREFACE);
            client.send(RawFrame.settings());

            assertThat(client.await(RawFrame.GOAWAY).errorCode())
                    .isEqualTo(ErrorCode.SETTINGS_TIMEOUT);
            client.awaitEnd();
        }
    }

    @Test
    void idleConnectionIsClosedGracefully() throws IOException {
        try (var gateway = gateway(times().idle(SOON));
                var client = RawConnection.client(gateway.port())) {
            assertThat(client.await(RawFrame.GOAWAY).errorCode()).isEqualTo(ErrorCode.NO_ERROR);
            client.awaitEnd();
        }
    }

    @Test
    void silentClientThatAnswersProbesIsKept() throws IOException {
        try (var gateway = gateway(times().probe(SOON).probeAnswer(SOON));
                var client = RawConnection.client(gateway.port())) {
            for (int i = 0; i < 3; i++) {
                var ping = client.await(RawFrame.PING);
                client.send(ping.with(RawFrame.ACK));
            }
        }
    }

    @Test
    void silentClientThatIgnoresProbesIsDisconnected() throws IOException, InterruptedException {
        try (var gateway = gateway(times().probe(SOON).probeAnswer(SOON));
                var client = RawConnection.client(gateway.port())) {
            client.send(RawFrame.headers(1, Requests.unary()));
            client.await(RawFrame.PING);
            client.awaitEnd();

            assertThat(nextEnd()).isEqualTo(new CallEnd.Cancelled(true));
        }
    }

    @Test
    void answeredRequestThatDoesNotEndIsReset() throws IOException {
        try (var gateway = gateway(times().linger(SOON));
                var client = RawConnection.client(gateway.port())) {
            decisions.onAdmit(() -> new RoutingDecision.Refuse(Decisions.UNAVAILABLE));
            client.send(RawFrame.headers(1, Requests.unary()));

            assertThat(client.awaitHeaders(1).first("grpc-status")).isEqualTo("14");
            assertThat(client.await(RawFrame.RST_STREAM).errorCode()).isEqualTo(ErrorCode.NO_ERROR);
        }
    }

    @Test
    void clientThatReadsNothingIsDisconnected() throws IOException, InterruptedException {
        try (var gateway = gateway(times().write(SOON));
                var client = RawConnection.to(gateway.port(), 4096)) {
            client.greet(4, Integer.MAX_VALUE);
            client.send(RawFrame.windowUpdate(0, Integer.MAX_VALUE - 65_535));
            client.send(RawFrame.headers(1, Requests.to("Repeat")));
            client.send(RawFrame.lastData(1, Requests.message("100000000")));

            assertThat(nextEnd()).isEqualTo(new CallEnd.Cancelled(true));
        }
    }

    @Test
    void instanceWithoutSettingsCountsAsUnreached() throws IOException, InterruptedException {
        try (var deaf = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
                var gateway = gateway(times().connect(SOON));
                var client = RawConnection.client(gateway.port())) {
            decisions.onAdmit(() -> decisions.forward(target(deaf)));
            decisions.onUnreached(() -> decisions.forward(instance.target()));
            client.send(RawFrame.headers(1, Requests.unary()));
            client.send(RawFrame.lastData(1, Requests.message("hello")));

            assertThat(client.await(RawFrame.DATA).payload()).endsWith((byte) 'o');
            assertThat(nextEnd()).isEqualTo(new CallEnd.Unreached());
        }
    }

    @Test
    void silentInstanceIsLost() throws IOException, InterruptedException {
        try (var listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
                var gateway = gateway(times().probe(SOON).probeAnswer(SOON));
                var client = RawConnection.client(gateway.port())) {
            decisions.onAdmit(() -> decisions.forward(target(listener)));
            client.send(RawFrame.headers(1, Requests.unary()));
            try (var silent = new RawConnection(listener.accept())) {
                silent.welcome();
                silent.await(frame -> frame.is(RawFrame.SETTINGS) && frame.payload().length == 0);

                assertThat(clientStatus(client)).isEqualTo("14");
                assertThat(nextEnd()).isEqualTo(new CallEnd.Lost());
            }
        }
    }

    @Test
    void idleInstanceConnectionIsClosed() throws IOException {
        isClosedWhenItServesNothing(times().instanceIdle(SOON), Target.Use.SESSION);
    }

    @Test
    void idleConnectionWithoutSessionIsClosed100TimesSooner() throws IOException {
        var longTime = SOON.multipliedBy(100);
        isClosedWhenItServesNothing(times().instanceIdle(longTime), Target.Use.OCCASIONAL);
    }

    private void isClosedWhenItServesNothing(PathConfig times, Target.Use use) throws IOException {
        try (var listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
                var gateway = gateway(times);
                var client = RawConnection.client(gateway.port())) {
            var target = new Target("raw", "localhost", listener.getLocalPort(), null, use);
            decisions.onAdmit(() -> decisions.forward(target));
            client.send(RawFrame.headers(1, Requests.unary()));
            try (var served = new RawConnection(listener.accept())) {
                served.welcome();
                served.awaitHeaders(1);
                client.send(RawFrame.reset(1, ErrorCode.CANCEL));

                assertThat(served.await(RawFrame.GOAWAY).errorCode()).isEqualTo(ErrorCode.NO_ERROR);
                served.awaitEnd();
            }
        }
    }

    /// Answers the gateway's PING and SETTINGS frames meanwhile.
    private static @Nullable String clientStatus(RawConnection client) throws IOException {
        while (true) {
            var frame = client.await(next -> next.is(RawFrame.PING) || next.is(RawFrame.HEADERS));
            if (frame.is(RawFrame.HEADERS)) {
                return client.decode(frame.payload()).first("grpc-status");
            }
            client.send(frame.with(RawFrame.ACK));
        }
    }

    private static Target target(ServerSocket listener) {
        return new Target("raw", "localhost", listener.getLocalPort());
    }

    private CallEnd nextEnd() throws InterruptedException {
        return decisions.ends.poll(20, TimeUnit.SECONDS);
    }

    private Gateway gateway(PathConfig config) {
        return new Gateway(decisions, config.build());
    }

    private static PathConfig times() {
        return new PathConfig().withoutTimeouts();
    }
}
