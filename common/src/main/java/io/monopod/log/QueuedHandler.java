package io.monopod.log;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/// Writes the log on its own thread, so that no logging thread waits for a slow reader. Lines that
/// do not fit into the queue are dropped and counted; the count is written as soon as there is
/// room.
final class QueuedHandler extends Handler {
    private final OutputStream out;
    private final int capacity;

    /// Guards [#lines], [#held], [#dropped] and [#writing].
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition something = lock.newCondition();
    private final Condition nothing = lock.newCondition();
    private final Queue<byte[]> lines = new ArrayDeque<>();
    private int held;
    private long dropped;
    private boolean writing;

    /// @param capacity of the queue, in bytes
    QueuedHandler(OutputStream out, Formatter formatter, int capacity) {
        this.out = out;
        this.capacity = capacity;
        setFormatter(formatter);
        Thread.ofPlatform().daemon().name("log").start(this::writeAll);
    }

    @Override
    public void publish(LogRecord entry) {
        if (!isLoggable(entry)) {
            return;
        }
        var line = getFormatter().format(entry).getBytes(StandardCharsets.UTF_8);
        lock.lock();
        try {
            if (held + line.length > capacity) {
                dropped++;
            } else {
                held += line.length;
                lines.add(line);
                something.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    private void writeAll() {
        try {
            while (true) {
                write(next());
            }
        } catch (InterruptedException e) {
            // Not interrupted by anyone.
        }
    }

    private byte[] next() throws InterruptedException {
        lock.lock();
        try {
            writing = false;
            while (lines.isEmpty() && dropped == 0) {
                nothing.signalAll();
                something.await();
            }
            writing = true;
            var line = lines.poll();
            if (line != null) {
                held -= line.length;
                return line;
            }
            var gap = gap(dropped);
            dropped = 0;
            return gap;
        } finally {
            lock.unlock();
        }
    }

    private byte[] gap(long count) {
        var entry = new LogRecord(Level.WARNING, "log entries dropped count={0}");
        entry.setParameters(new Object[] {Long.toString(count)});
        entry.setLoggerName(QueuedHandler.class.getName());
        entry.setInstant(Instant.now());
        return getFormatter().format(entry).getBytes(StandardCharsets.UTF_8);
    }

    private void write(byte[] line) {
        try {
            out.write(line);
            out.flush();
        } catch (IOException e) {
            // The output is gone, and there is nowhere else to report it.
        }
    }

    /// Waits until everything is written.
    ///
    /// @param longest the timeout, since the reader may have stopped for good
    void awaitWritten(Duration longest) throws InterruptedException {
        long left = longest.toNanos();
        lock.lock();
        try {
            while ((writing || !lines.isEmpty() || dropped > 0) && left > 0) {
                left = nothing.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Does nothing: logging threads must not wait.
    @Override
    public void flush() {}

    @Override
    public void close() {}
}
