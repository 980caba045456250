package io.monopod.datapath.proxy.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.datapath.call.RoutingDecision;
import io.monopod.datapath.downstream.Gateway;
import io.monopod.datapath.http2.frame.ErrorCode;
import io.monopod.datapath.http2.frame.RawConnection;
import io.monopod.datapath.http2.frame.RawFrame;
import io.monopod.datapath.http2.header.HeaderList;
import io.monopod.datapath.proxy.Decisions;
import io.monopod.datapath.proxy.Instance;
import io.monopod.datapath.proxy.Requests;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;

/// Cases in which a client misuses its connection. Each case has its own connection, after the
/// exchange of SETTINGS.
@Timeout(60)
abstract class ClientSuite {
    /// The steps of a client.
    @FunctionalInterface
    interface Script {
        void run(RawConnection client) throws IOException;
    }

    /// A method whose calls are never decided.
    static final String UNDECIDED = "Undecided";

    private static final RawFrame MARK = RawFrame.ping(0x0123456789abcdefL);

    private static Instance instance;
    private static Gateway gateway;

    @BeforeAll
    static void start() throws IOException {
        instance = new Instance();
        var forward = Decisions.forwardTo(instance.target());
        gateway =
                new Gateway(
                        (head, client) ->
                                head.equals(Requests.to(UNDECIDED))
                                        ? new RoutingDecision.Later(
                                                ClientSuite::neverDecide, () -> {})
                                        : forward.admit(head, client));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        instance.close();
    }

    private static RoutingDecision neverDecide() throws InterruptedException {
        new CountDownLatch(1).await();
        throw new AssertionError("unreachable");
    }

    static int port() {
        return gateway.port();
    }

    /// The gateway ends the connection with that error.
    static DynamicTest breaks(ErrorCode code, String name, RawFrame... frames) {
        return breaks(code, name, client -> client.send(frames));
    }

    static DynamicTest breaks(ErrorCode code, String name, Script script) {
        return test(
                code + " of the connection: " + name,
                client -> {
                    script.run(client);
                    assertThat(client.await(RawFrame.GOAWAY).errorCode()).isEqualTo(code);
                    client.awaitEnd();
                });
    }

    /// The gateway resets stream 1 with that error, and the connection stays open.
    static DynamicTest resets(ErrorCode code, String name, RawFrame... frames) {
        return resets(code, name, client -> client.send(frames));
    }

    static DynamicTest resets(ErrorCode code, String name, Script script) {
        return test(
                code + " of the stream: " + name,
                client -> {
                    script.run(client);
                    var reset = client.await(RawFrame.RST_STREAM);
                    assertThat(reset.errorCode()).isEqualTo(code);
                    assertThat(reset.streamId()).isEqualTo(1);
                    assertAlive(client);
                });
    }

    /// The frames have no effect.
    static DynamicTest ignores(String name, RawFrame... frames) {
        return ignores(name, client -> client.send(frames));
    }

    static DynamicTest ignores(String name, Script script) {
        return test(
                "ignored: " + name,
                client -> {
                    script.run(client);
                    assertAlive(client);
                });
    }

    /// Stream 1 gets a successful response.
    static DynamicTest answers(String name, RawFrame... frames) {
        return answers(name, client -> client.send(frames));
    }

    static DynamicTest answers(String name, Script script) {
        return test(
                "answered: " + name,
                client -> {
                    script.run(client);
                    assertThat(client.awaitHeaders(1).first(":status")).isEqualTo("200");
                    assertAlive(client);
                });
    }

    static DynamicTest test(String name, Script script) {
        return DynamicTest.dynamicTest(
                name,
                () -> {
                    try (var client = RawConnection.client(port())) {
                        script.run(client);
                    }
                });
    }

    /// A PING is answered, and no error came before.
    static void assertAlive(RawConnection connection) throws IOException {
        connection.send(MARK);
        var answer =
                connection.await(
                        frame ->
                                frame.toString().equals(MARK.with(RawFrame.ACK).toString())
                                        || frame.is(RawFrame.GOAWAY)
                                        || frame.is(RawFrame.RST_STREAM));
        assertThat(answer.type()).as(answer.toString()).isEqualTo(RawFrame.PING);
    }

    /// The headers of a call whose request has not ended.
    static RawFrame open(int streamId) {
        return RawFrame.headers(streamId, Requests.to("Chat"));
    }

    /// The headers of a call whose request has ended, and which gets no response.
    static RawFrame[] halfClosed(int streamId) {
        return new RawFrame[] {
            RawFrame.headers(streamId, Requests.unary()),
            RawFrame.lastData(streamId, Requests.message("never"))
        };
    }

    /// A call and its response, after which the stream is closed.
    static void exchange(RawConnection client, int streamId) throws IOException {
        client.send(
                RawFrame.headers(streamId, Requests.unary()),
                RawFrame.lastData(streamId, Requests.message("hello")));
        client.await(frame -> frame.streamId() == streamId && frame.has(RawFrame.END_STREAM));
    }

    /// Request headers with these fields only.
    static RawFrame head(String... namesAndValues) {
        return RawFrame.headers(1, HeaderList.of(namesAndValues));
    }

    static RawFrame[] frames(RawFrame[] first, RawFrame... then) {
        var all = Arrays.copyOf(first, first.length + then.length);
        System.arraycopy(then, 0, all, first.length, then.length);
        return all;
    }
}
