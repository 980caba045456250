package io.monopod.scenarios.admin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The lines of a stream that must not be silent: the peer of a connection may be gone without
/// having said so.
final class TimedLines {
    private static final int AHEAD = 256;

    /// An empty element ends it.
    private final BlockingQueue<Optional<String>> lines = new ArrayBlockingQueue<>(AHEAD);

    private final Duration maxSilence;

    private TimedLines(Duration maxSilence) {
        this.maxSilence = maxSilence;
    }

    /// Reads the stream on a thread of its own, until the stream is closed.
    static TimedLines of(Stream<String> stream, Duration maxSilence) {
        var timed = new TimedLines(maxSilence);
        Thread.ofVirtual().name("lines").start(() -> timed.read(stream));
        return timed;
    }

    private void read(Stream<String> stream) {
        try {
            for (var each = stream.iterator(); each.hasNext(); ) {
                lines.put(Optional.of(each.next()));
            }
        } catch (UncheckedIOException e) {
            // The connection broke, which ends it, too.
        } catch (InterruptedException e) {
            return;
        }
        end();
    }

    private void end() {
        try {
            lines.put(Optional.empty());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Blocks until the next line.
    ///
    /// @return empty at the end
    /// @throws IOException if there is none for too long
    Optional<String> next() throws IOException, InterruptedException {
        var line = lines.poll(maxSilence.toMillis(), TimeUnit.MILLISECONDS);
        if (line == null) {
            throw new IOException("nothing heard for " + maxSilence.toSeconds() + " s");
        }
        return line;
    }
}
