package io.monopod.agent.process;

import io.monopod.contract.InstanceId;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// The output of one process: each line becomes one of the log, or of a file. The last lines are
/// kept, for the log of its death. Thread-safe.
public final class Output implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Output.class.getName());

    private static final int KEPT = 5;

    /// Bytes; what is longer becomes several lines.
    private static final int MAX_LINE = 2000;

    /// Bytes at once, so that no process keeps the reader from the others.
    private static final int PIECE = 16 * 1024;

    /// Bytes that are still read of a process that has ended: more than fits into its pipe can only
    /// come from what it has left behind, which may write forever.
    private static final int MAX_REST = 64 * 1024;

    private final Outputs all;
    private final InstanceId instance;
    private final Supplier<String> session;
    private final Optional<Path> directory;

    /// Guards the fields below. Held while a line is written, since two threads may read.
    private final ReentrantLock lock = new ReentrantLock();

    private final Deque<String> last = new ArrayDeque<>();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private InputStream stream = InputStream.nullInputStream();
    private OutputStream file = OutputStream.nullOutputStream();
    private boolean closed;

    Output(Outputs all, InstanceId instance, Supplier<String> session, Optional<Path> directory) {
        this.all = all;
        this.instance = instance;
        this.session = session;
        this.directory = directory;
    }

    /// Starts the process. Its output is read from now on, until [#close].
    ///
    /// @throws IOException if it cannot be started
    Process start(ProcessBuilder builder) throws IOException, InterruptedException {
        var pipe = OutputPipe.open();
        try {
            var process =
                    builder.redirectErrorStream(true)
                            .redirectOutput(Redirect.to(pipe.file()))
                            .start();
            follow(pipe.reader());
            return process;
        } catch (IOException e) {
            pipe.reader().close();
            throw e;
        } finally {
            boolean _ = pipe.file().delete();
        }
    }

    private void follow(InputStream reader) {
        lock.lock();
        try {
            stream = reader;
            if (directory.isPresent()) {
                file = Files.newOutputStream(directory.get().resolve(instance + ".log"));
            }
            all.add(this);
        } catch (IOException e) {
            giveUp(e);
        } finally {
            lock.unlock();
        }
    }

    /// Reads what is there, or some of it. Does not block.
    ///
    /// @return the number of bytes
    int readSome() {
        lock.lock();
        try {
            int length = closed ? 0 : Math.min(stream.available(), PIECE);
            if (length > 0) {
                var bytes = new byte[length];
                int read = stream.readNBytes(bytes, 0, length);
                split(Arrays.copyOf(bytes, read));
            }
            return length;
        } catch (IOException e) {
            giveUp(e);
            return 0;
        } finally {
            lock.unlock();
        }
    }

    private void split(byte[] bytes) throws IOException {
        for (byte b : bytes) {
            if (b == '\n' || isFull(b)) {
                endLine();
            }
            if (b != '\n') {
                line.write(b);
            }
        }
    }

    /// A character of UTF-8 is not cut in two.
    private boolean isFull(byte next) {
        boolean inside = (next & 0xc0) == 0x80;
        return line.size() >= (inside ? MAX_LINE + 3 : MAX_LINE);
    }

    private void endLine() throws IOException {
        var text = new StringBuilder();
        line.toString(StandardCharsets.UTF_8)
                .codePoints()
                .filter(c -> !Character.isISOControl(c) || c == '\t')
                .forEach(text::appendCodePoint);
        line.reset();
        last.add(text.toString());
        if (last.size() > KEPT) {
            last.remove();
        }
        if (directory.isEmpty()) {
            LOG.log(Level.INFO, "{0} session={1} instance={2}", text, session.get(), instance);
        }
        file.write(text.append('\n').toString().getBytes(StandardCharsets.UTF_8));
    }

    /// The last lines, in one, of a process that has ended.
    String last() {
        readRest();
        lock.lock();
        try {
            return String.join(" | ", last);
        } finally {
            lock.unlock();
        }
    }

    private void readRest() {
        int left = MAX_REST;
        int read = -1;
        while (left > 0 && read != 0) {
            read = readSome();
            left -= read;
        }
        lock.lock();
        try {
            if (line.size() > 0) {
                endLine();
            }
        } catch (IOException e) {
            giveUp(e);
        } finally {
            lock.unlock();
        }
    }

    /// Reads what the process has left. What else writes to the pipe gets SIGPIPE from now on.
    @Override
    public void close() {
        all.remove(this);
        readRest();
        lock.lock();
        try {
            closeStreams();
        } finally {
            lock.unlock();
        }
    }

    /// A process that goes on to write gets SIGPIPE, as at the end of any pipe.
    private void giveUp(IOException why) {
        LOG.log(
                Level.WARNING,
                "output cannot be read or written: {0} instance={1}",
                why.getMessage(),
                instance);
        closeStreams();
    }

    private void closeStreams() {
        closed = true;
        line.reset();
        for (var each : List.of(stream, file)) {
            try {
                each.close();
            } catch (IOException e) {
                LOG.log(Level.DEBUG, "output cannot be closed", e);
            }
        }
    }
}
