package io.monopod.benchmarks.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/// Waits for another process, which has no way to call back.
public final class Await {
    private static final Duration PACE = Duration.ofMillis(20);
    private static final int CONNECT_MILLIS = 500;

    /// A question to another process.
    @FunctionalInterface
    public interface Condition {
        boolean holds() throws IOException;
    }

    private Await() {}

    /// @throws IOException if `condition` does not hold within `limit`, with the process's last
    ///   words
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

    /// As [#until], and ends the process if that fails: nobody else knows of it yet.
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
            socket.connect(loopback(port), CONNECT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }
}
