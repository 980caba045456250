package io.monopod.datapath.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.monopod.datapath.Eventually;
import io.monopod.datapath.call.Answer;
import io.monopod.datapath.call.CallEnd;
import io.monopod.datapath.call.RoutingDecision;
import io.monopod.datapath.call.Target;
import io.monopod.datapath.call.TimeLimit;
import io.monopod.datapath.downstream.Gateway;
import io.monopod.datapath.http2.frame.RawConnection;
import io.monopod.datapath.http2.frame.RawFrame;
import io.monopod.datapath.http2.header.HeaderList;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// How calls end without a response of the instance.
@Timeout(60)
class EndingTest {
    private static final Metadata.Key<String> PUSHBACK =
            Metadata.Key.of("grpc-retry-pushback-ms", Metadata.ASCII_STRING_MARSHALLER);
    private static final Answer BUSY =
            new Answer(8, "alle belegt: 100 % \u2713", HeaderList.of(PUSHBACK.name(), "250"));

    private Instance instance;
    private Decisions decisions;
    private Gateway gateway;
    private ManagedChannel channel;

    @BeforeEach
    void start() throws IOException {
        instance = new Instance();
        decisions = Decisions.forwardTo(instance.target());
        gateway = new Gateway(decisions);
        channel = gateway.channel();
    }

    @AfterEach
    void stop() {
        gateway.close();
        instance.close();
    }

    @Test
    void refusalIsTrailersOnly() throws InterruptedException {
        decisions.onAdmit(() -> new RoutingDecision.Refuse(BUSY));

        var client = Client.start(channel, Bytes.UNARY).send(bytes("x"));

        var ending = client.await();
        assertThat(ending.code()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        assertThat(ending.status().getDescription()).isEqualTo(BUSY.message());
        assertThat(ending.trailers().get(PUSHBACK)).isEqualTo("250");
        assertThat(client.headers).isEmpty(); // no headers before trailers
    }

    @Test
    void cancelReachesTheInstance() throws InterruptedException {
        var client = Client.start(channel, Bytes.UNARY).send(bytes("never"));
        instance.received.take();

        client.call().cancel("enough", null);

        assertThat(instance.cancelled.poll(5, TimeUnit.SECONDS)).isNotNull();
        assertThat(nextEnd()).isEqualTo(new CallEnd.Cancelled(true));
    }

    @Test
    void lostClientConnectionCancelsItsCalls() throws InterruptedException {
        Client.start(channel, Bytes.UNARY).send(bytes("never"));
        instance.received.take();

        channel.shutdownNow();

        assertThat(instance.cancelled.poll(5, TimeUnit.SECONDS)).isNotNull();
        assertThat(nextEnd()).isEqualTo(new CallEnd.Cancelled(true));
    }

    @Test
    void gatewayEnforcesTheDeadline() throws InterruptedException {
        // The client's own deadline is not set: it only sends the header.
        var metadata = new Metadata();
        metadata.put(timeoutKey(), "500m");
        long start = System.nanoTime();

        var client =
                Client.start(channel, Bytes.UNARY, CallOptions.DEFAULT, metadata)
                        .send(bytes("never"));

        assertThat(client.await().code()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isGreaterThan(Duration.ofMillis(499));
        assertThat(instance.cancelled.poll(5, TimeUnit.SECONDS)).isNotNull();
        assertThat(nextEnd()).isEqualTo(new CallEnd.DeadlineExceeded(true));
    }

    @Test
    void timeLimitEndsARunningStream() throws InterruptedException {
        var expired = new Answer(16, "token expired", HeaderList.EMPTY);
        decisions.timeLimit(new TimeLimit(Duration.ofMillis(200), expired));
        var client = Client.start(channel, Bytes.CHAT);
        client.call().request(10);
        client.call().sendMessage(bytes("x"));
        assertThat(client.nextMessage()).isEqualTo(bytes("x"));

        var ending = client.await();

        assertThat(ending.code()).isEqualTo(Status.Code.UNAUTHENTICATED);
        assertThat(ending.status().getDescription()).isEqualTo("token expired");
        assertThat(instance.cancelled.poll(5, TimeUnit.SECONDS)).isNotNull();
        assertThat(nextEnd()).isEqualTo(new CallEnd.Expired(true));
    }

    @Test
    void deadlineInterruptsTheDecision() throws InterruptedException {
        var interrupted = new CountDownLatch(1);
        decisions.onAdmit(
                () ->
                        new RoutingDecision.Later(
                                () -> blockUntilInterrupted(interrupted), () -> {}));
        var metadata = new Metadata();
        metadata.put(timeoutKey(), "20m");

        var client =
                Client.start(channel, Bytes.UNARY, CallOptions.DEFAULT, metadata).send(bytes("x"));

        assertThat(client.await().code()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
        assertThat(interrupted.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void cancelInterruptsTheDecision() throws InterruptedException {
        var deciding = new CountDownLatch(1);
        var interrupted = new CountDownLatch(1);
        decisions.onAdmit(
                () ->
                        new RoutingDecision.Later(
                                () -> {
                                    deciding.countDown();
                                    return blockUntilInterrupted(interrupted);
                                },
                                () -> {}));
        var client = Client.start(channel, Bytes.UNARY).send(bytes("x"));
        deciding.await();

        client.call().cancel("enough", null);

        assertThat(interrupted.await(5, TimeUnit.SECONDS)).isTrue();
    }

    /// The call was admitted in the same read as the invalid frame before it, so it never opens.
    @Test
    void admittedCallIsReleasedIfItsConnectionBreaks() throws Exception {
        var release = new CountDownLatch(1);
        decisions.onAdmit(
                () -> new RoutingDecision.Later(EndingTest::mustNotBeAsked, release::countDown));
        try (var client = RawConnection.client(gateway.port())) {
            client.send(
                    RawFrame.join(
                            RawFrame.windowUpdate(0, 0).bytes(),
                            RawFrame.lastHeaders(1, Requests.unary()).bytes()));
            client.awaitEnd();
        }

        assertThat(decisions.admitted).hasSize(1);
        assertThat(release.await(5, TimeUnit.SECONDS)).isTrue();
        Eventually.holds(() -> gateway.openCalls() == 0);
    }

    @Test
    void framesWaitForADelayedDecision() throws InterruptedException {
        var decide = new CountDownLatch(1);
        decisions.onAdmit(
                () ->
                        new RoutingDecision.Later(
                                () -> {
                                    decide.await();
                                    return decisions.forward(instance.target());
                                },
                                () -> {}));
        var message = new byte[1_000_000];
        var client = Client.start(channel, Bytes.UNARY).send(message);
        decisions.admitted.take();

        decide.countDown();

        assertThat(client.nextMessage()).isEqualTo(message);
        assertThat(nextEnd()).isEqualTo(new CallEnd.Answered(0));
    }

    @Test
    void callToAnUnreachableInstanceGoesElsewhere() throws InterruptedException, IOException {
        var nowhere = unusedTarget();
        decisions.onAdmit(() -> decisions.forward(nowhere));
        decisions.onUnreached(() -> decisions.forward(instance.target()));

        var client = Client.start(channel, Bytes.UNARY).send(bytes("hello"));

        assertThat(client.nextMessage()).isEqualTo(bytes("hello"));
        assertThat(nextEnd()).isEqualTo(new CallEnd.Unreached());
        assertThat(nextEnd()).isEqualTo(new CallEnd.Answered(0));
    }

    @Test
    void callWithoutAReachableInstanceIsRefused() throws InterruptedException, IOException {
        var nowhere = unusedTarget();
        decisions.onAdmit(() -> decisions.forward(nowhere));

        var client = Client.start(channel, Bytes.UNARY).send(bytes("hello"));

        assertThat(client.await().status().getDescription()).isEqualTo("unreached");
        assertThat(nextEnd()).isEqualTo(new CallEnd.Unreached());
    }

    @Test
    void lostInstanceEndsOnlyItsOwnCalls() throws InterruptedException, IOException {
        var doomed = new Instance("doomed");
        decisions.onAdmit(() -> decisions.forward(doomed.target()));
        var lost = Client.start(channel, Bytes.CHAT);
        lost.call().request(10);
        lost.call().sendMessage(bytes("x"));
        lost.nextMessage();
        decisions.onAdmit(() -> decisions.forward(instance.target()));
        var unharmed = Client.start(channel, Bytes.CHAT);
        unharmed.call().request(10);
        unharmed.call().sendMessage(bytes("y"));
        unharmed.nextMessage();

        doomed.close();

        assertThat(lost.await().status().getDescription()).isEqualTo("instance lost");
        assertThat(nextEnd()).isEqualTo(new CallEnd.Lost());
        unharmed.call().sendMessage(bytes("z"));
        assertThat(unharmed.nextMessage()).isEqualTo(bytes("z"));
    }

    private static RoutingDecision mustNotBeAsked() {
        throw new AssertionError("the call is over");
    }

    private static RoutingDecision blockUntilInterrupted(CountDownLatch interrupted)
            throws InterruptedException {
        try {
            new CountDownLatch(1).await();
            throw new AssertionError("unreachable");
        } catch (InterruptedException e) {
            interrupted.countDown();
            throw e;
        }
    }

    /// An address without a listener.
    private static Target unusedTarget() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new Target("unused", "localhost", socket.getLocalPort());
        }
    }

    /// grpc-java sets this header only from the call's deadline, so the test makes its own key.
    private static Metadata.Key<String> timeoutKey() {
        return Metadata.Key.of("grpc-timeout", Metadata.ASCII_STRING_MARSHALLER);
    }

    private CallEnd nextEnd() throws InterruptedException {
        return decisions.ends.poll(5, TimeUnit.SECONDS);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
