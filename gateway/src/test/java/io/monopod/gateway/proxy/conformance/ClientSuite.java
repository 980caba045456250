package io.monopod.gateway.proxy.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.gateway.call.Verdict;
import io.monopod.gateway.http2.ErrorCode;
import io.monopod.gateway.http2.HeaderList;
import io.monopod.gateway.http2.RawConnection;
import io.monopod.gateway.http2.RawFrame;
import io.monopod.gateway.proxy.Decisions;
import io.monopod.gateway.proxy.Gateway;
import io.monopod.gateway.proxy.Instance;
import io.monopod.gateway.proxy.Requests;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;

/// Cases in which a client does something to its connection. Each case has a connection of its own,
/// after the exchange of settings.
@Timeout(60)
abstract class ClientSuite {
    /// What a client does.
    @FunctionalInterface
    interface Script {
        void run(RawConnection client) throws IOException;
    }

    /// A method whose calls are never decided about.
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
                                        ? new Verdict.Later(ClientSuite::neverDecide, () -> {})
                                        : forward.admit(head, client));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        instance.close();
    }

    private static Verdict neverDecide() throws InterruptedException {
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

    /// The gateway resets stream 1 with that error, and the connection goes on.
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

    /// Nothing comes of it.
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

    /// Stream 1 gets a proper answer.
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

    /// A PING is answered, and no error was sent before.
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

    /// The head of a call that goes on.
    static RawFrame open(int streamId) {
        return RawFrame.headers(streamId, Requests.to("Chat"));
    }

    /// The head of a call that has no more to say, and gets no answer.
    static RawFrame[] halfClosed(int streamId) {
        return new RawFrame[] {
            RawFrame.headers(streamId, Requests.unary()),
            RawFrame.lastData(streamId, Requests.message("never"))
        };
    }

    /// A call and its answer: the stream is closed.
    static void exchange(RawConnection client, int streamId) throws IOException {
        client.send(
                RawFrame.headers(streamId, Requests.unary()),
                RawFrame.lastData(streamId, Requests.message("hello")));
        client.await(frame -> frame.streamId() == streamId && frame.has(RawFrame.END_STREAM));
    }

    /// A head with other fields than a call has.
    static RawFrame head(String... namesAndValues) {
        return RawFrame.headers(1, HeaderList.of(namesAndValues));
    }

    static RawFrame[] frames(RawFrame[] first, RawFrame... then) {
        var all = Arrays.copyOf(first, first.length + then.length);
        System.arraycopy(then, 0, all, first.length, then.length);
        return all;
    }
}
