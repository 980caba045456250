package io.monopod.agent.process;

import io.monopod.contract.InstanceId;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Writer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// The output of one process: each line becomes one of the log, or of a file. The last lines are
/// kept, for the log of its death.
public final class Output {
    private static final Logger LOG = System.getLogger(Output.class.getName());

    private static final int KEPT = 5;

    /// Characters; what is longer becomes several lines.
    private static final int MAX_LINE = 2000;

    /// Not for ever: what the process has started may hold the pipe open.
    private static final Duration LAST_LINES = Duration.ofMillis(100);

    private final InstanceId instance;
    private final Supplier<String> session;
    private final Optional<Path> directory;

    /// Guards `last`.
    private final ReentrantLock lock = new ReentrantLock();

    private final Deque<String> last = new ArrayDeque<>();

    private volatile @Nullable Thread reader;

    /// @param session the current one, for the log
    /// @param directory of the files; empty for the log
    public Output(InstanceId instance, Supplier<String> session, Optional<Path> directory) {
        this.instance = instance;
        this.session = session;
        this.directory = directory;
    }

    /// Reads on a thread of its own until the output ends, which is when no process holds its other
    /// end.
    void follow(InputStream stream) {
        // A platform thread: reading a pipe would keep a carrier of virtual threads.
        reader =
                Thread.ofPlatform()
                        .daemon()
                        .stackSize(256 * 1024)
                        .name("output " + instance)
                        .start(() -> readAll(stream));
    }

    private void readAll(InputStream stream) {
        try (var reader = new InputStreamReader(stream, StandardCharsets.UTF_8);
                var file = file()) {
            var line = new StringBuilder();
            for (int c = reader.read(); c >= 0; c = reader.read()) {
                if (c == '\n' || line.length() == MAX_LINE) {
                    add(line.toString(), file);
                    line.setLength(0);
                }
                if (!Character.isISOControl(c) || c == '\t') {
                    line.append((char) c);
                }
            }
            if (!line.isEmpty()) {
                add(line.toString(), file);
            }
        } catch (IOException e) {
            LOG.log(
                    Level.WARNING,
                    "output cannot be read or written: {0} instance={1}",
                    e.getMessage(),
                    instance);
        }
    }

    private Writer file() throws IOException {
        return directory.isPresent()
                ? Files.newBufferedWriter(directory.get().resolve(instance + ".log"))
                : Writer.nullWriter();
    }

    private void add(String line, Writer file) throws IOException {
        keep(line);
        if (directory.isEmpty()) {
            LOG.log(Level.INFO, "{0} session={1} instance={2}", line, session.get(), instance);
        }
        file.write(line + "\n");
        file.flush();
    }

    private void keep(String line) {
        lock.lock();
        try {
            last.add(line);
            if (last.size() > KEPT) {
                last.remove();
            }
        } finally {
            lock.unlock();
        }
    }

    /// The last lines, in one. Of a process that has ended, they may still be in the pipe.
    String last() {
        awaitEnd();
        lock.lock();
        try {
            return String.join(" | ", last);
        } finally {
            lock.unlock();
        }
    }

    private void awaitEnd() {
        var thread = reader;
        try {
            boolean _ = thread == null || thread.join(LAST_LINES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
