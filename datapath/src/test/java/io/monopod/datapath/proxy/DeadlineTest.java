package io.monopod.datapath.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.datapath.call.Target;
import io.monopod.datapath.downstream.Gateway;
import io.monopod.datapath.http2.frame.RawConnection;
import io.monopod.datapath.http2.frame.RawFrame;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;

/// The gateway enforces deadlines towards client and instance: never early, and never much too
/// late.
@Timeout(60)
class DeadlineTest {
    private static final int CALLS = 200;
    private static final int STREAMS = 3 + 2 * CALLS;
    private static final int MAX_MILLIS = 400;

    /// A delay that only a paused machine explains. The measured delays are logged.
    private static final Duration MUCH_TOO_LATE = Duration.ofSeconds(5);

    private static final System.Logger LOG = System.getLogger(DeadlineTest.class.getName());

    @Test
    void everyDeadlineIsEnforcedAtClientAndInstance()
            throws IOException, InterruptedException, ExecutionException {
        round(); // warms the JVM up
        round();
    }

    private static void round() throws IOException, InterruptedException, ExecutionException {
        try (var listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            var target = new Target("raw", "localhost", listener.getLocalPort());
            var ledger = new Ledger(_ -> target);
            try (var gateway = new Gateway(ledger);
                    var client = RawConnection.client(gateway.port())) {
                // Opens the connection first, so that the other calls need not wait for it.
                client.send(RawFrame.headers(1, Requests.unary()));
                try (var instance = new RawConnection(listener.accept())) {
                    instance.welcome();
                    instance.awaitHeaders(1);
                    var resets = new FutureTask<>(() -> resets(instance));
                    Thread.ofVirtual().start(resets);

                    var due = start(client);

                    check("client", due, answers(client));
                    check("instance", due, resets.get());
                }
                ledger.awaitBalanced(gateway);
            }
        }
    }

    /// @return the earliest time of each stream's deadline, by stream id
    private static long[] start(RawConnection client) throws IOException {
        var random = new Random(42);
        var due = new long[STREAMS];
        for (int id = 3; id < STREAMS; id += 2) {
            int millis = 1 + random.nextInt(MAX_MILLIS);
            due[id] = System.nanoTime() + Duration.ofMillis(millis).toNanos();
            client.send(
                    RawFrame.lastHeaders(id, Requests.to("Unary", "grpc-timeout", millis + "m")));
        }
        return due;
    }

    private static long[] answers(RawConnection client) throws IOException {
        var answered = new long[STREAMS];
        for (int i = 0; i < CALLS; i++) {
            var frame = client.await(next -> next.has(RawFrame.END_STREAM) && next.streamId() > 0);
            answered[frame.streamId()] = System.nanoTime();
            assertThat(client.decode(frame.payload()).first("grpc-status")).isEqualTo("4");
        }
        return answered;
    }

    /// Instance and client use the same stream ids.
    private static long[] resets(RawConnection instance) throws IOException {
        var reset = new long[STREAMS];
        for (int i = 0; i < CALLS; i++) {
            var frame = instance.await(RawFrame.RST_STREAM);
            reset[frame.streamId()] = System.nanoTime();
        }
        return reset;
    }

    private static void check(String who, long[] due, long[] seen) {
        var lateness =
                IntStream.range(0, CALLS)
                        .map(i -> 2 * i + 3)
                        .mapToLong(id -> seen[id] - due[id])
                        .toArray();
        Arrays.sort(lateness);
        LOG.log(
                System.Logger.Level.INFO,
                "deadlines at the {0}: median {1} us late, 99 of 100 at most {2} us",
                who,
                lateness[CALLS / 2] / 1000,
                lateness[CALLS - 1 - CALLS / 100] / 1000);
        assertThat(lateness[0]).isNotNegative();
        assertThat(lateness[CALLS - 1]).isLessThan(MUCH_TOO_LATE.toNanos());
    }
}
