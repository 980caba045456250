package io.monopod.datapath.proxy.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.datapath.call.Target;
import io.monopod.datapath.downstream.Gateway;
import io.monopod.datapath.http2.frame.ErrorCode;
import io.monopod.datapath.http2.frame.RawConnection;
import io.monopod.datapath.http2.frame.RawFrame;
import io.monopod.datapath.http2.header.HeaderList;
import io.monopod.datapath.proxy.Decisions;
import io.monopod.datapath.proxy.Requests;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/// Cases in which an instance misuses its connection while it has a call on stream 1 with a
/// complete request. The client's call is on stream 1 too.
@Timeout(60)
abstract class InstanceSuite {
    static final HeaderList RESPONSE =
            HeaderList.of(":status", "200", "content-type", "application/grpc");
    static final HeaderList OK = HeaderList.of("grpc-status", "0");

    /// The steps of client and instance.
    @FunctionalInterface
    interface Script {
        void run(RawConnection client, RawConnection instance) throws IOException;
    }

    private static ServerSocket listener;
    private static Gateway gateway;

    @BeforeAll
    static void start() throws IOException {
        listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        var target = new Target("raw", "localhost", listener.getLocalPort());
        gateway = new Gateway(Decisions.forwardTo(target));
    }

    @AfterAll
    static void stop() throws IOException {
        gateway.close();
        listener.close();
    }

    /// The gateway ends the connection to the instance with that error; only the client's call is
    /// lost.
    static DynamicTest breaks(ErrorCode code, String name, RawFrame... frames) {
        return test(
                code + " of the connection: " + name,
                (client, instance) -> {
                    instance.send(frames);
                    assertThat(instance.await(RawFrame.GOAWAY).errorCode()).isEqualTo(code);
                    instance.awaitEnd();
                    assertLost(client);
                });
    }

    /// The gateway resets the stream with that error, and the client's call is lost. The next call
    /// uses the same connection.
    static DynamicTest resets(ErrorCode code, String name, RawFrame... frames) {
        return test(
                code + " of the stream: " + name,
                (client, instance) -> {
                    instance.send(frames);
                    var reset = instance.await(RawFrame.RST_STREAM);
                    assertThat(reset.errorCode()).isEqualTo(code);
                    assertThat(reset.streamId()).isEqualTo(1);
                    assertLost(client);
                    ClientSuite.assertAlive(client);
                    client.send(RawFrame.lastHeaders(3, Requests.unary()));
                    instance.awaitHeaders(3);
                });
    }

    /// The frames have no effect: the call can still be answered.
    static DynamicTest ignores(String name, RawFrame... frames) {
        return test(
                "ignored: " + name,
                (client, instance) -> {
                    instance.send(frames);
                    ClientSuite.assertAlive(instance);
                    instance.send(RawFrame.headers(1, RESPONSE), RawFrame.lastHeaders(1, OK));
                    assertThat(client.awaitHeaders(1).first(":status")).isEqualTo("200");
                    assertThat(client.awaitHeaders(1).first("grpc-status")).isEqualTo("0");
                });
    }

    static DynamicTest test(String name, Script script) {
        return DynamicTest.dynamicTest(
                name,
                () -> {
                    try (var client = RawConnection.client(gateway.port())) {
                        client.send(RawFrame.lastHeaders(1, Requests.unary()));
                        try (var instance = new RawConnection(listener.accept())) {
                            instance.welcome();
                            instance.awaitHeaders(1);
                            script.run(client, instance);
                        }
                    }
                });
    }

    /// The client's call failed as lost, and its connection is open.
    static void assertLost(RawConnection client) throws IOException {
        var end = client.await(frame -> frame.streamId() == 1 && frame.has(RawFrame.END_STREAM));
        assertThat(client.decode(end.payload()).first("grpc-status")).isEqualTo("14");
        ClientSuite.assertAlive(client);
    }
}
