package io.monopod.agent.process;

import io.monopod.contract.InstanceId;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// Reads the output of all processes on one virtual thread. A thread for each would be a platform
/// thread, since reading a pipe blocks one, and that costs 88 KB. Java cannot wait for several
/// pipes at once, so it looks at each from time to time.
public final class Outputs implements AutoCloseable {
    /// Between two looks, when nothing was written.
    private static final Duration POLL = Duration.ofMillis(50);

    private final Optional<Path> directory;
    private final Set<Output> open = ConcurrentHashMap.newKeySet();
    private final Thread reader;

    private Outputs(Optional<Path> directory) {
        this.directory = directory;
        this.reader = Thread.ofVirtual().name("outputs").unstarted(this::readAll);
    }

    /// @param directory of the files; empty for the log
    public static Outputs start(Optional<Path> directory) {
        var outputs = new Outputs(directory);
        outputs.reader.start();
        return outputs;
    }

    /// @param session the current one, for the log
    public Output of(InstanceId instance, Supplier<String> session) {
        return new Output(this, instance, session, directory);
    }

    /// For what runs without a session.
    public Output toLog(InstanceId instance) {
        return new Output(this, instance, () -> "-", Optional.empty());
    }

    void add(Output output) {
        open.add(output);
    }

    void remove(Output output) {
        open.remove(output);
    }

    private void readAll() {
        try {
            while (true) {
                boolean some = false;
                for (var output : open) {
                    some |= output.readSome() > 0;
                }
                if (!some) {
                    Thread.sleep(POLL);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// To be called when no process is left.
    @Override
    public void close() {
        reader.interrupt();
    }
}
