package io.monopod.datapath.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.datapath.Eventually;
import io.monopod.datapath.call.CallEnd;
import io.monopod.datapath.call.Target;
import io.monopod.datapath.config.PathConfig;
import io.monopod.datapath.downstream.Gateway;
import io.monopod.datapath.http2.frame.ErrorCode;
import io.monopod.datapath.http2.frame.RawConnection;
import io.monopod.datapath.http2.frame.RawFrame;
import io.monopod.datapath.http2.header.HeaderList;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// One call at a time on each connection to an instance.
@Timeout(60)
class CallsPerConnectionTest {
    private static final HeaderList OK =
            HeaderList.of(":status", "200", "content-type", "application/grpc", "grpc-status", "0");

    @AutoClose
    private final ServerSocket listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());

    private final Decisions decisions =
            Decisions.forwardTo(
                    new Target(
                            "one",
                            "localhost",
                            listener.getLocalPort(),
                            null,
                            Target.Use.SESSION,
                            1));

    @AutoClose
    private final Gateway gateway =
            new Gateway(
                    decisions,
                    new PathConfig()
                            .withoutTimeouts()
                            .instanceIdle(Duration.ofSeconds(30))
                            .build());

    @AutoClose private final RawConnection client = RawConnection.client(gateway.port());

    CallsPerConnectionTest() throws IOException {}

    @Test
    void brokenInstanceConnectionAffectsOnlyOneCall() throws Exception {
        client.send(RawFrame.lastHeaders(1, Requests.unary()));
        try (var first = accept()) {
            client.send(RawFrame.lastHeaders(3, Requests.unary()));
            try (var second = accept()) {
                first.send(RawFrame.goAway(0, ErrorCode.PROTOCOL_ERROR));
                assertThat(client.awaitHeaders(1).first("grpc-status")).isEqualTo("14");
                assertThat(decisions.ends.poll(10, TimeUnit.SECONDS)).isEqualTo(new CallEnd.Lost());

                second.send(RawFrame.lastHeaders(1, OK));

                assertThat(client.awaitHeaders(3)).isEqualTo(OK);
            }
        }
    }

    @Test
    void idleConnectionServesTheNextCall() throws Exception {
        client.send(RawFrame.lastHeaders(1, Requests.unary()));
        try (var first = accept()) {
            first.send(RawFrame.lastHeaders(1, OK));
            client.awaitHeaders(1);

            client.send(RawFrame.lastHeaders(3, Requests.unary()));

            first.awaitHeaders(3);
            assertThat(gateway.instanceConnections()).isEqualTo(1);
        }
    }

    /// Helidon ends a connection for a reset that crosses the end of its response, if a later
    /// stream is open.
    @Test
    void nextCallDoesNotFollowAResetThatTheInstanceMayNotHaveRead() throws Exception {
        client.send(RawFrame.lastHeaders(1, Requests.unary()));
        try (var first = accept()) {
            client.send(RawFrame.reset(1, ErrorCode.CANCEL));
            first.await(RawFrame.RST_STREAM);

            client.send(RawFrame.lastHeaders(3, Requests.unary()));
            try (var second = accept()) {
                first.await(RawFrame.SETTINGS);
                first.send(RawFrame.settingsAck(), RawFrame.ping(1));
                first.await(RawFrame.PING); // the gateway has read both
                client.send(RawFrame.lastHeaders(5, Requests.unary()));

                first.awaitHeaders(3);
                second.send(RawFrame.lastHeaders(1, OK));
                assertThat(client.awaitHeaders(3)).isEqualTo(OK);
            }
        }
    }

    @Test
    void unusedConnectionsAreClosedSoon() throws Exception {
        client.send(RawFrame.lastHeaders(1, Requests.unary()));
        try (var first = accept()) {
            client.send(RawFrame.lastHeaders(3, Requests.unary()));
            try (var second = accept()) {
                first.send(RawFrame.lastHeaders(1, OK));
                second.send(RawFrame.lastHeaders(1, OK));

                Eventually.holds(() -> gateway.instanceConnections() == 1);
            }
        }
    }

    private RawConnection accept() throws IOException {
        var connection = new RawConnection(listener.accept());
        connection.welcome();
        connection.awaitHeaders(1);
        return connection;
    }
}
