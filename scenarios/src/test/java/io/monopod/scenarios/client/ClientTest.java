package io.monopod.scenarios.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.scenarios.event.Answer;
import io.monopod.scenarios.event.ClientState;
import io.monopod.scenarios.event.Code;
import io.monopod.scenarios.event.Exchange;
import io.monopod.scenarios.event.Metadatum;
import io.monopod.scenarios.event.Reply;
import io.monopod.scenarios.event.RunEvent;
import io.monopod.scenarios.fake.FakeSystem;
import io.monopod.scenarios.system.Credentials;
import io.monopod.scenarios.system.Endpoint;
import io.monopod.scenarios.system.Policy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

class ClientTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    private final FakeSystem system = new FakeSystem(1, Policy.EXCLUSIVE);
    private final List<RunEvent> events = new CopyOnWriteArrayList<>();
    private final Clients clients = new Clients("t", events::add, InstantSource.system());

    @AfterEach
    void close() {
        clients.close();
        system.close();
    }

    @Test
    void answerHasAllItsMetadata() throws Exception {
        Client client = loggedIn();

        Answer answer = client.echo("hi").answer();

        assertThat(answer.code()).isEqualTo(Code.OK);
        assertThat(answer.reply())
                .isEqualTo(
                        new Reply.Served(
                                "pod-1",
                                client.session(),
                                client.session(),
                                0,
                                "MyServiceEcho",
                                "hi",
                                "my_service"));
        assertThat(answer.headers()).extracting(Metadatum::name).contains("content-type");
        assertThat(answer.trailersOnly()).isFalse();
        assertThat(answer.local()).isFalse();
        assertThat(answer.latency()).isGreaterThanOrEqualTo(answer.firstMessage());
    }

    @Test
    void refusalHasReasonAndRetryHint() throws Exception {
        loggedIn().echo("first");
        Client late = loggedIn();

        Answer answer = late.echo("second").answer();

        assertThat(answer.code()).isEqualTo(Code.RESOURCE_EXHAUSTED);
        assertThat(answer.message()).isEqualTo("all instances are busy");
        assertThat(answer.reason()).isEqualTo("ALL_INSTANCES_BUSY");
        assertThat(answer.error()).isNotNull();
        assertThat(answer.retry().pushbackMillis()).isEqualTo(300);
        assertThat(answer.retry().retryDelay()).isEqualTo(Duration.ofMillis(300));
        assertThat(answer.trailersOnly()).isTrue();
        assertThat(answer.details())
                .extracting(detail -> detail.type())
                .containsExactly("google.rpc.ErrorInfo", "google.rpc.RetryInfo");
        assertThat(late.view().state()).isEqualTo(ClientState.REFUSED);
    }

    @Test
    void noEventContainsAToken() throws Exception {
        Client client = loggedIn();
        client.echo("hi");
        client.subscribe("hi").close();
        String token = client.token().orElseThrow().value();

        assertThat(events).isNotEmpty().noneMatch(event -> event.toString().contains(token));
        assertThat(client.envelope().toString()).doesNotContain(token);
        assertThat(client.token().toString()).doesNotContain(token);
    }

    @Test
    void streamDeliversMessagesUntilCancelled() throws Exception {
        Client client = loggedIn();
        try (Subscription stream = client.subscribe("go on")) {
            for (int index = 0; index < 3; index++) {
                assertThat(stream.next(SOON))
                        .get()
                        .extracting(Reply.Served::index)
                        .isEqualTo(index);
            }
            assertThat(stream.ended()).isEmpty();

            Exchange end = stream.cancel();

            assertThat(end.answer().code()).isEqualTo(Code.CANCELLED);
            assertThat(end.answer().local()).isTrue();
            assertThat(end.answer().messages()).isEqualTo(3);
        }
        assertThat(client.view().state()).isEqualTo(ClientState.ACTIVE);
        assertThat(events).filteredOn(RunEvent.StreamMessage.class::isInstance).hasSize(3);
        assertThat(events).filteredOn(RunEvent.CallEnded.class::isInstance).hasSize(2);
    }

    @Test
    void refusedStreamEndsWithTheRefusal() throws Exception {
        Client client = clients.open(system.gateway());
        try (Subscription stream = client.subscribe("no token")) {
            assertThat(stream.next(SOON)).isEmpty();
            assertThat(stream.ended().orElseThrow().answer().code())
                    .isEqualTo(Code.UNAUTHENTICATED);
        }
    }

    @Test
    void unreachableGatewayIsAnAnswer() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Client client = clients.open(Endpoint.plaintext("localhost", port));

        Answer answer = client.login(Credentials.DEMO).answer();

        assertThat(answer.code()).isEqualTo(Code.UNAVAILABLE);
        assertThat(answer.local()).isTrue();
        assertThat(answer.message()).contains("Connection refused");
        assertThat(client.view().state()).isEqualTo(ClientState.FAILED);
    }

    @Test
    void silentGatewayEndsTheCallAtItsDeadline() throws Exception {
        try (ServerSocket silent = new ServerSocket(0)) {
            Client client = clients.open(Endpoint.plaintext("localhost", silent.getLocalPort()));

            Answer answer =
                    client.login(Credentials.DEMO, client.session(), Duration.ofMillis(300))
                            .answer();

            assertThat(answer.code()).isEqualTo(Code.DEADLINE_EXCEEDED);
            assertThat(answer.latency()).isLessThan(Duration.ofSeconds(10));
        }
    }

    @Test
    void interruptCancelsTheCallAndIsReported() throws Exception {
        try (ServerSocket silent = new ServerSocket(0)) {
            Client client = clients.open(Endpoint.plaintext("localhost", silent.getLocalPort()));
            CountDownLatch interrupted = new CountDownLatch(1);
            Thread calling =
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        try {
                                            client.echo("nobody hears");
                                        } catch (InterruptedException e) {
                                            interrupted.countDown();
                                        }
                                    });
            try (Socket accepted = silent.accept()) {
                calling.interrupt();

                interrupted.await();
                assertThat(accepted.isClosed()).isFalse();
            }
            assertThat(events).filteredOn(RunEvent.CallEnded.class::isInstance).hasSize(1);
        }
    }

    @Test
    void callsAreReportedInOrder() throws Exception {
        Client client = loggedIn();
        client.echo("hi");
        client.shutdown();

        assertThat(events)
                .extracting(event -> event.getClass().getSimpleName())
                .containsExactly(
                        "ClientChanged", // new
                        "CallStarted",
                        "ClientChanged", // its first attempt
                        "CallEnded",
                        "ClientChanged", // logged in
                        "CallStarted",
                        "ClientChanged", // assigning
                        "CallEnded",
                        "ClientChanged", // active
                        "CallStarted",
                        "CallEnded",
                        "ClientChanged"); // finished
        assertThat(client.view().state()).isEqualTo(ClientState.FINISHED);
        assertThat(client.view().calls()).isEqualTo(3);
        assertThat(client.view().pod()).isEqualTo("pod-1");
    }

    private Client loggedIn() throws InterruptedException {
        Client client = clients.open(system.gateway());
        assertThat(client.login(Credentials.DEMO).answer().ok()).isTrue();
        return client;
    }
}
