package io.monopod.datapath.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.datapath.call.CallEnd;
import io.monopod.datapath.call.CallHandler;
import io.monopod.datapath.call.RoutingDecision;
import io.monopod.datapath.call.Target;
import io.monopod.datapath.downstream.Gateway;
import io.monopod.datapath.http2.frame.ErrorCode;
import io.monopod.datapath.http2.frame.RawConnection;
import io.monopod.datapath.http2.frame.RawFrame;
import io.monopod.datapath.http2.header.HeaderList;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadLocalRandom;

/// Concurrent events of a call, ten thousand times: in any order, the call ends once and nothing of
/// it remains.
@Timeout(180)
class RaceTest {
    private static final int WORKERS = 4;
    private static final int ROUNDS = 2500;
    private static final int MAX_WAIT_NANOS = 300_000;

    private static final RawFrame HEAD =
            RawFrame.headers(
                    1, HeaderList.of(":status", "200", "content-type", "application/grpc"));

    @FunctionalInterface
    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    @Test
    void cancelRacesCompletion() throws Exception {
        try (var instance = new Instance()) {
            var ledger = new Ledger(_ -> instance.target());
            try (var gateway = new Gateway(ledger)) {
                inParallel(() -> cancelSoon(gateway.port()));

                ledger.awaitBalanced(gateway);
                assertThat(ledger.admitted()).isEqualTo(WORKERS * ROUNDS);
            }
        }
    }

    private static void cancelSoon(int port) throws IOException {
        try (var client = RawConnection.client(port)) {
            for (int id = 1; id < 2 * ROUNDS; id += 2) {
                client.send(
                        RawFrame.headers(id, Requests.unary()),
                        RawFrame.lastData(id, Requests.message("hello")));
                waitALittle();
                client.send(RawFrame.reset(id, ErrorCode.CANCEL), RawFrame.windowUpdate(0, 100));
            }
            assertAlive(client);
        }
    }

    @Test
    void lossOfTheInstanceRacesItsResponse() throws Exception {
        try (var listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            var target = new Target("raw", "localhost", listener.getLocalPort());
            var ledger = new Ledger(_ -> target);
            Thread.ofVirtual().name("listener").start(() -> serveAll(listener));
            try (var gateway = new Gateway(ledger)) {
                inParallel(() -> callClosingInstances(gateway.port()));

                ledger.awaitBalanced(gateway);
                assertThat(ledger.admitted()).isEqualTo(WORKERS * ROUNDS);
            }
        }
    }

    private static void callClosingInstances(int port) throws IOException {
        try (var client = RawConnection.client(port)) {
            for (int i = 0; i < ROUNDS; i++) {
                int id = 2 * i + 1;
                client.send(RawFrame.lastHeaders(id, Requests.unary()));
                client.await(frame -> frame.streamId() == id && frame.has(RawFrame.END_STREAM));
            }
            assertAlive(client);
        }
    }

    private static void serveAll(ServerSocket listener) {
        while (true) {
            try {
                var instance = new RawConnection(listener.accept());
                Thread.ofVirtual().name("instance").start(() -> answerAndClose(instance));
            } catch (SocketException e) {
                return; // the test has ended
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    /// The instance may receive one more call before it closes, which is then lost.
    private static void answerAndClose(RawConnection instance) {
        try (instance) {
            instance.welcome();
            instance.awaitHeaders(1);
            var closing = Thread.ofVirtual().start(() -> closeSoon(instance));
            instance.trySend(HEAD.bytes());
            waitALittle();
            instance.trySend(RawFrame.lastHeaders(1, HeaderList.of("grpc-status", "0")).bytes());
            closing.join();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void closeSoon(RawConnection instance) {
        waitALittle();
        try {
            instance.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void drainRacesNewStreams() throws Exception {
        try (var instance = new Instance()) {
            var ledger = new Ledger(_ -> instance.target());
            drainWhileCalling(ledger, ledger);
        }
    }

    @Test
    void drainRacesNewStreamsWithDelayedDecisions() throws Exception {
        try (var instance = new Instance()) {
            var ledger = new Ledger(_ -> instance.target());
            drainWhileCalling((head, client) -> later(ledger.admit(head, client)), ledger);
        }
    }

    private static RoutingDecision later(RoutingDecision decision) {
        var call = ((RoutingDecision.Forward) decision).call();
        return new RoutingDecision.Later(
                () -> decision, () -> call.ended(new CallEnd.Cancelled(false)));
    }

    private static void drainWhileCalling(CallHandler handler, Ledger ledger) throws Exception {
        try (var gateway = new Gateway(handler)) {
            inParallel(
                    () -> {
                        for (int i = 0; i < ROUNDS; i++) {
                            callWhileDraining(gateway);
                        }
                    });

            ledger.awaitBalanced(gateway);
        }
    }

    /// The call is either answered, or above the last stream of GOAWAY.
    private static void callWhileDraining(Gateway gateway) throws IOException {
        try (var client = RawConnection.client(gateway.port())) {
            var connection = gateway.connectionOf(client);
            Thread.ofVirtual()
                    .start(
                            () -> {
                                waitALittle();
                                connection.close(false);
                            });
            waitALittle();
            client.trySend(
                    RawFrame.join(
                            RawFrame.headers(1, Requests.unary()).bytes(),
                            RawFrame.lastData(1, Requests.message("hello")).bytes()));
            int lastStream = -1;
            boolean answered = false;
            for (var frame = client.next(); frame != null; frame = client.next()) {
                answered |= frame.streamId() == 1 && frame.has(RawFrame.END_STREAM);
                if (frame.is(RawFrame.GOAWAY)) {
                    lastStream = frame.number();
                }
            }
            assertThat(lastStream).isEqualTo(answered ? 1 : 0);
        }
    }

    private static void assertAlive(RawConnection client) throws IOException {
        client.send(RawFrame.ping(4711));
        client.await(frame -> frame.is(RawFrame.PING) && frame.has(RawFrame.ACK));
    }

    private static void waitALittle() {
        long until = System.nanoTime() + ThreadLocalRandom.current().nextInt(MAX_WAIT_NANOS);
        while (System.nanoTime() - until < 0) {
            Thread.onSpinWait();
        }
    }

    private static void inParallel(Work work) throws Exception {
        var workers = new ArrayList<FutureTask<Boolean>>();
        for (int i = 0; i < WORKERS; i++) {
            Callable<Boolean> task =
                    () -> {
                        work.run();
                        return true;
                    };
            workers.add(new FutureTask<>(task));
        }
        workers.forEach(worker -> Thread.ofPlatform().name("worker").start(worker));
        for (var worker : workers) {
            try {
                worker.get();
            } catch (ExecutionException e) {
                throw new AssertionError(e.getCause());
            }
        }
    }
}
