package io.monopod.benchmarks.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/// Polls another process, which cannot notify this one.
public final class Await {
    private static final Duration PACE = Duration.ofMillis(20);
    private static final int CONNECT_MILLIS = 500;

    /// A condition of another process.
    @FunctionalInterface
    public interface Condition {
        boolean holds() throws IOException;
    }

    private Await() {}

    /// @throws IOException if `condition` does not hold within `limit`, with the last lines of the
    ///   process's output
    public static void until(ChildProcess process, Duration limit, Condition condition)
            throws IOException, InterruptedException {
        var deadline = System.nanoTime() + limit.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                throw new IOException(
                        process.name()
                                + " is not ready after "
                                + limit.toSeconds()
                                + " s:\n"
                                + process.tail());
            }
            Thread.sleep(PACE);
        }
    }

    /// As [#until], but ends the process on failure, since no other code knows it yet.
    public static void orClose(ChildProcess process, Duration limit, Condition condition)
            throws IOException, InterruptedException {
        try {
            until(process, limit, condition);
        } catch (IOException | InterruptedException e) {
            process.close();
            throw e;
        }
    }

    public static boolean accepts(int port) {
        try (var socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
