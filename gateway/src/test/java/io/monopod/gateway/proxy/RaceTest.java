package io.monopod.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.gateway.call.CallEnd;
import io.monopod.gateway.call.CallHandler;
import io.monopod.gateway.call.Target;
import io.monopod.gateway.call.Verdict;
import io.monopod.gateway.http2.ErrorCode;
import io.monopod.gateway.http2.HeaderList;
import io.monopod.gateway.http2.RawConnection;
import io.monopod.gateway.http2.RawFrame;

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

/// Things that happen to a call at the same time, ten thousand times: whichever comes first, the
/// call ends once, and nothing is left of it.
@Timeout(180)
class RaceTest {
    private static final int WORKERS = 4;
    private static final int ROUNDS = 2500;
    private static final int LONGEST_WAIT_NANOS = 300_000;

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
    void deathOfTheInstanceRacesItsResponse() throws Exception {
        try (var listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            var target = new Target("raw", "localhost", listener.getLocalPort());
            var ledger = new Ledger(_ -> target);
            Thread.ofVirtual().name("listener").start(() -> serveAll(listener));
            try (var gateway = new Gateway(ledger)) {
                inParallel(() -> callDyingInstances(gateway.port()));

                ledger.awaitBalanced(gateway);
                assertThat(ledger.admitted()).isEqualTo(WORKERS * ROUNDS);
            }
        }
    }

    private static void callDyingInstances(int port) throws IOException {
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
                Thread.ofVirtual().name("instance").start(() -> answerAndDie(instance));
            } catch (SocketException e) {
                return; // closed: the test is over
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    /// It may get a call more before it is dead, which is then lost.
    private static void answerAndDie(RawConnection instance) {
        try (instance) {
            instance.welcome();
            instance.awaitHeaders(1);
            var killer = Thread.ofVirtual().start(() -> kill(instance));
            instance.trySend(HEAD.octets());
            waitALittle();
            instance.trySend(RawFrame.lastHeaders(1, HeaderList.of("grpc-status", "0")).octets());
            killer.join();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void kill(RawConnection instance) {
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
    void drainRacesNewStreamsThatAreDecidedLater() throws Exception {
        try (var instance = new Instance()) {
            var ledger = new Ledger(_ -> instance.target());
            drainWhileCalling((head, client) -> later(ledger.admit(head, client)), ledger);
        }
    }

    private static Verdict later(Verdict verdict) {
        var call = ((Verdict.Forward) verdict).call();
        return new Verdict.Later(() -> verdict, () -> call.ended(new CallEnd.Cancelled(false)));
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

    /// The call is either answered, or above the last stream that GOAWAY names.
    private static void callWhileDraining(Gateway gateway) throws IOException {
        try (var client = RawConnection.client(gateway.port())) {
            var side = sideOf(client, gateway);
            Thread.ofVirtual()
                    .start(
                            () -> {
                                waitALittle();
                                side.close(false);
                            });
            waitALittle();
            client.trySend(
                    RawFrame.join(
                            RawFrame.headers(1, Requests.unary()).octets(),
                            RawFrame.lastData(1, Requests.message("hello")).octets()));
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

    private static ClientSide sideOf(RawConnection client, Gateway gateway) {
        return gateway.path.clients().stream()
                .filter(side -> client.isConnectedTo(side.remoteAddress()))
                .findFirst()
                .orElseThrow();
    }

    private static void assertAlive(RawConnection client) throws IOException {
        client.send(RawFrame.ping(4711));
        client.await(frame -> frame.is(RawFrame.PING) && frame.has(RawFrame.ACK));
    }

    private static void waitALittle() {
        long until = System.nanoTime() + ThreadLocalRandom.current().nextInt(LONGEST_WAIT_NANOS);
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
