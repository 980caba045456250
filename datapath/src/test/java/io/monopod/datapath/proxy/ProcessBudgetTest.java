package io.monopod.datapath.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.datapath.Eventually;
import io.monopod.datapath.budget.ProcessBudget;
import io.monopod.datapath.call.Answer;
import io.monopod.datapath.call.CallHandler;
import io.monopod.datapath.call.ClientConnection;
import io.monopod.datapath.call.RoutingDecision;
import io.monopod.datapath.config.DataPathConfig;
import io.monopod.datapath.config.PathConfig;
import io.monopod.datapath.config.ProcessLimits;
import io.monopod.datapath.downstream.Gateway;
import io.monopod.datapath.http2.frame.ErrorCode;
import io.monopod.datapath.http2.frame.RawConnection;
import io.monopod.datapath.http2.frame.RawFrame;
import io.monopod.datapath.http2.header.HeaderList;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;

/// Limits on all clients together. Clients with a token are served while others flood.
@Timeout(60)
class ProcessBudgetTest {
    private static final int MEMORY = 512 * 1024;
    private static final int CALLS = 90;
    private static final int WITHOUT_TOKEN = 30;
    private static final int CONNECTIONS = 20;
    private static final int STRANGERS = 5;
    private static final int NO_WINDOW_SETTING = 4;

    @AutoClose private final Instance instance = new Instance();
    private final CallHandler forward = Decisions.forwardTo(instance.target());

    @AutoClose
    private final Gateway gateway =
            new Gateway(
                    new Handler(),
                    new DataPathConfig(
                            PathConfig.LIMITS,
                            PathConfig.DEFAULT.times(),
                            new ProcessLimits(
                                    MEMORY,
                                    MEMORY / 2,
                                    CONNECTIONS,
                                    STRANGERS,
                                    CALLS,
                                    WITHOUT_TOKEN)));

    private final ProcessBudget process = gateway.path.process();

    ProcessBudgetTest() throws IOException {}

    /// Calls with `authorization` have a valid token of that user; calls of `Never` are never
    /// decided.
    private final class Handler implements CallHandler {
        @Override
        public RoutingDecision admit(HeaderList head, ClientConnection client) {
            var user = head.first("authorization");
            if (user != null) {
                client.tokenShown(user);
            }
            return Objects.requireNonNull(head.first(":path")).endsWith("/Never")
                    ? new RoutingDecision.Later(ProcessBudgetTest::neverDecide, () -> {})
                    : forward.admit(head, client);
        }

        @Override
        public Answer overloaded() {
            return new Answer(8, "no room", HeaderList.EMPTY);
        }
    }

    @Test
    void callCountsUntilTheClientHasItsResponse() throws Exception {
        try (var client = RawConnection.client(gateway.port(), NO_WINDOW_SETTING, 0)) {
            int opened = callUntilRefused(client);
            assertThat(opened).isBetween(1, WITHOUT_TOKEN);
            for (int i = 0; i < opened; i++) {
                client.await(RawFrame.HEADERS); // the response's; its message has no window
            }
            assertThat(gateway.openCalls()).isEqualTo(opened);

            client.send(RawFrame.reset(1, ErrorCode.CANCEL));

            Eventually.holds(() -> gateway.openCalls() == opened - 1);
        }
        assertAllIsGivenBack();
    }

    @Test
    void callsWithATokenAreServedWhileStrangersUseUpTheirPart() throws Exception {
        var flood = new ArrayList<RawConnection>();
        for (int i = 0; i < STRANGERS - 1; i++) {
            var client = RawConnection.client(gateway.port());
            flood.add(client);
            hold(client, WITHOUT_TOKEN);
        }
        try (var client = RawConnection.client(gateway.port())) {
            client.send(call(1, "Unary", "authorization", "x"));
            client.send(RawFrame.lastData(1, Requests.message("hello")));
            assertThat(client.await(RawFrame.DATA).payload()).isEqualTo(Requests.message("hello"));

            assertThat(process.calls().heldByStrangers()).isLessThanOrEqualTo(WITHOUT_TOKEN);
        }
        close(flood);
        assertAllIsGivenBack();
    }

    @Test
    void userWithMostConnectionsMakesRoomWithThoseThatHaveNoCall() throws Exception {
        var first = called("ann");
        var crowd = new ArrayList<RawConnection>();
        while (crowd.size() < CONNECTIONS - 1) {
            crowd.add(called("bob"));
        }
        var calling = crowd.getFirst();
        calling.send(call(3, "Never", "authorization", "bob"));
        ping(calling);

        try (var newcomer = called("eve")) {
            crowd.get(1).await(RawFrame.GOAWAY);
            ping(newcomer);
            ping(calling);
            ping(crowd.getLast());
            ping(first);
        }
        first.close();
        close(crowd);
        assertAllIsGivenBack();
    }

    /// A connection that has had a call.
    private RawConnection called(String user) throws IOException {
        var client = RawConnection.client(gateway.port());
        assertServed(client, 1, user);
        return client;
    }

    private static void assertServed(RawConnection client, int stream, String user)
            throws IOException {
        client.send(call(stream, "Unary", "authorization", user));
        client.send(RawFrame.lastData(stream, Requests.message("hello")));
        assertThat(client.await(RawFrame.DATA).payload()).isEqualTo(Requests.message("hello"));
    }

    @Test
    void callIsRefusedIfThereIsNoMemoryForItsRequest() throws Exception {
        try (var client = RawConnection.client(gateway.port())) {
            for (int i = 0; i < 8; i++) {
                client.send(call(2 * i + 1, "Never"));
                for (int sent = 0; sent < 3; sent++) {
                    client.send(RawFrame.data(2 * i + 1, new byte[16_384]));
                }
            }

            var answer = client.decode(client.await(RawFrame.HEADERS).payload());

            assertThat(answer.first("grpc-status")).isEqualTo("8");
            assertThat(answer.first("grpc-message")).isEqualTo("no room");
            assertThat(process.memory().held()).isLessThanOrEqualTo(MEMORY);
            assertThat(process.memory().refused()).isPositive();
        }
        assertAllIsGivenBack();
    }

    @Test
    void oldestIdleStrangerIsClosedForANewClient() throws Exception {
        try (var known = RawConnection.client(gateway.port());
                var calling = RawConnection.client(gateway.port())) {
            known.send(call(1, "Unary", "authorization", "x"));
            known.send(RawFrame.lastData(1, Requests.message("hello")));
            known.await(frame -> frame.has(RawFrame.END_STREAM));
            hold(calling, 1);
            Eventually.holds(() -> gateway.openCalls() == 1);
            var strangers = new ArrayList<RawConnection>();
            for (int i = 0; i < STRANGERS; i++) {
                strangers.add(RawConnection.client(gateway.port()));
            }

            strangers.getFirst().awaitEnd();
            ping(known);
            ping(calling);
            ping(strangers.getLast());
            assertThat(gateway.path.strangers()).isEqualTo(STRANGERS);
            close(strangers);
        }
    }

    @Test
    void strangersWithCallsAreNotClosedForNewClients() throws Exception {
        var strangers = new ArrayList<RawConnection>();
        for (int i = 0; i < STRANGERS; i++) {
            var client = RawConnection.client(gateway.port());
            strangers.add(client);
            hold(client, 1);
        }
        Eventually.holds(() -> gateway.openCalls() == STRANGERS);

        try (var late = RawConnection.to(gateway.port())) {
            late.send(RawConnection.PREFACE);
            assertThat(late.await(RawFrame.GOAWAY).errorCode())
                    .isEqualTo(ErrorCode.ENHANCE_YOUR_CALM);
        }
        close(strangers);
    }

    private static void ping(RawConnection connection) throws IOException {
        connection.send(RawFrame.ping(1));
        connection.await(frame -> frame.is(RawFrame.PING) && frame.has(RawFrame.ACK));
    }

    /// Opens calls that are never decided.
    private static void hold(RawConnection client, int calls) throws IOException {
        for (int i = 0; i < calls; i++) {
            client.send(call(2 * i + 1, "Never"));
        }
        ping(client);
    }

    /// Opens calls whose responses have no window.
    ///
    /// @return the number of calls that were not refused
    private static int callUntilRefused(RawConnection client) throws IOException {
        for (int calls = 0; ; calls++) {
            int id = 2 * calls + 1;
            client.send(call(id, "Unary"));
            client.send(RawFrame.lastData(id, Requests.message("hello")));
            if (calls == WITHOUT_TOKEN) {
                int refused = 0;
                while (refused == 0) {
                    var frame = client.await(RawFrame.HEADERS);
                    var status = client.decode(frame.payload()).first("grpc-status");
                    refused = "8".equals(status) ? (frame.streamId() - 1) / 2 : 0;
                }
                return refused;
            }
        }
    }

    private static RawFrame call(int streamId, String method, String... more) {
        return RawFrame.headers(streamId, Requests.to(method, more));
    }

    private void assertAllIsGivenBack() throws InterruptedException {
        Eventually.holds(() -> process.memory().held() == 0 && process.calls().held() == 0);
        assertThat(process.memory().heldByStrangers()).isZero();
        assertThat(process.calls().heldByStrangers()).isZero();
    }

    private static void close(List<RawConnection> connections) throws IOException {
        for (var connection : connections) {
            connection.close();
        }
    }

    private static RoutingDecision neverDecide() throws InterruptedException {
        new CountDownLatch(1).await();
        throw new AssertionError("unreachable");
    }
}
