package io.monopod.datapath.proxy.abuse;

import io.monopod.datapath.http2.frame.RawConnection;
import io.monopod.datapath.http2.frame.RawFrame;
import io.monopod.datapath.proxy.Requests;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;

/// An honest client that makes one call after another, and measures each.
final class Bystander implements AutoCloseable {
    private static final int MIN_CALLS = 500;

    private final RawConnection connection;
    private int lastStream = -1;

    Bystander(int port) throws IOException {
        connection = RawConnection.client(port);
    }

    /// The event during which the bystander calls.
    @FunctionalInterface
    interface Event {
        void run() throws IOException, InterruptedException;
    }

    /// Calls for as long as `event` takes, and at least a minimum number of times.
    ///
    /// @return the 99th percentile of the calls' times
    Duration p99During(Event event) throws IOException, InterruptedException {
        var over = new AtomicBoolean();
        var calls = new FutureTask<>(() -> callUntil(over));
        Thread.ofVirtual().name("bystander").start(calls);
        try {
            event.run();
        } finally {
            over.set(true);
        }
        try {
            return calls.get();
        } catch (ExecutionException e) {
            throw new AssertionError("a call of the bystander failed", e);
        }
    }

    private Duration callUntil(AtomicBoolean over) throws IOException {
        var nanos = new long[1024];
        int count = 0;
        while (!over.get() || count < MIN_CALLS) {
            if (count == nanos.length) {
                nanos = Arrays.copyOf(nanos, 2 * count);
            }
            long start = System.nanoTime();
            call();
            nanos[count++] = System.nanoTime() - start;
        }
        Arrays.sort(nanos, 0, count);
        return Duration.ofNanos(nanos[count - 1 - count / 100]);
    }

    private void call() throws IOException {
        lastStream += 2;
        connection.send(
                RawFrame.headers(lastStream, Requests.unary()),
                RawFrame.lastData(lastStream, Requests.message("hello")));
        while (true) {
            var frame = connection.await(next -> next.streamId() == lastStream);
            if (frame.is(RawFrame.DATA)) {
                connection.send(RawFrame.windowUpdate(0, frame.payload().length));
            } else if (frame.has(RawFrame.END_STREAM)) {
                check(connection.decode(frame.payload()).first("grpc-status"));
                return;
            } else {
                connection.decode(frame.payload());
            }
        }
    }

    private static void check(@Nullable String status) throws IOException {
        if (!"0".equals(status)) {
            throw new IOException("status " + status);
        }
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
