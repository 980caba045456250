package io.monopod.scenarios.local;

import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// One program of the system. Its output goes to a file and to the listener; the last lines are
/// kept for error messages. Its standard input is a pipe that stays open while this process lives:
/// the program exits when it closes.
final class ChildProcess {
    private static final System.Logger LOG = System.getLogger(ChildProcess.class.getName());
    private static final String OWN_VARIABLES = "MONOPOD_";

    private final String name;
    private final Process process;
    private final Tail tail = new Tail();
    private volatile @Nullable ReadyLine ready;
    private volatile boolean expectedToEnd;
    private volatile boolean paused;

    /// What to start, and where to write its output.
    ///
    /// @param environment added to this process's environment without its `MONOPOD_` variables,
    ///   which would configure the system unintentionally
    record Launch(
            String name, List<String> command, Map<String, String> environment, Path logFile) {}

    /// Callbacks, called from the process's reader thread.
    ///
    /// @param changed called when it is ready, and when it has exited
    /// @param exited called once, after that
    record Hooks(
            LocalListener listener,
            Consumer<ChildProcess> changed,
            Consumer<ChildProcess> exited) {}

    private ChildProcess(String name, Process process) {
        this.name = name;
        this.process = process;
    }

    static ChildProcess start(Launch launch, Hooks hooks) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(launch.command()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith(OWN_VARIABLES));
        builder.environment().putAll(launch.environment());
        ChildProcess child = new ChildProcess(launch.name(), builder.start());
        // A platform thread: reading a pipe would pin a virtual thread's carrier.
        Thread.ofPlatform()
                .daemon()
                .name("output of " + launch.name())
                .start(() -> child.follow(launch.logFile(), hooks));
        return child;
    }

    private void follow(Path logFile, Hooks hooks) {
        try {
            copyOutput(logFile, hooks);
        } catch (IOException | UncheckedIOException e) {
            tail.add("(its output could not be read or kept: " + e.getMessage() + ")");
        }
        awaitExit();
        hooks.changed().accept(this);
        hooks.exited().accept(this);
    }

    private void copyOutput(Path logFile, Hooks hooks) throws IOException {
        try (BufferedReader output =
                        new BufferedReader(process.inputReader(StandardCharsets.UTF_8));
                BufferedWriter log =
                        Files.newBufferedWriter(
                                logFile, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                tail.add(line);
                log.write(line);
                log.newLine();
                log.flush();
                hooks.listener().on(new LocalEvent.Output(name, line));
                noteReady(line, hooks);
            }
        }
    }

    private void noteReady(String line, Hooks hooks) {
        if (ready != null) {
            return;
        }
        ReadyLine.parse(line)
                .ifPresent(
                        parsed -> {
                            ready = parsed;
                            hooks.changed().accept(this);
                        });
    }

    private void awaitExit() {
        boolean exited = false;
        while (!exited) {
            try {
                process.waitFor();
                exited = true;
            } catch (InterruptedException e) {
                // Nobody interrupts the reader; it must follow the process to its end.
                LOG.log(System.Logger.Level.TRACE, "interrupted process=" + name, e);
            }
        }
    }

    String name() {
        return name;
    }

    /// The values of its ready line; empty before that.
    Optional<ReadyLine> ready() {
        return Optional.ofNullable(ready);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    boolean isExpectedToEnd() {
        return expectedToEnd;
    }

    /// From now on its exit is expected.
    void expectEnd() {
        expectedToEnd = true;
    }

    /// Asks it to end (SIGTERM). A paused process cannot react, so it is killed.
    void terminate() {
        if (paused) {
            kill();
            return;
        }
        expectEnd();
        // Through the handle: `Process.destroy` would also close the pipes and lose the last
        // output.
        process.toHandle().destroy();
    }

    /// @throws ProcessFailed if it still runs after the limit
    void terminateAndWait(Duration limit) throws IOException, InterruptedException {
        terminate();
        if (!waitFor(limit)) {
            throw failed("did not end after SIGTERM");
        }
    }

    /// Ends it (SIGKILL) in any state.
    void kill() {
        expectEnd();
        process.toHandle().destroyForcibly();
    }

    /// @throws ProcessFailed if it still runs after the limit
    void killAndWait(Duration limit) throws IOException, InterruptedException {
        kill();
        if (!waitFor(limit)) {
            throw failed("could not be ended");
        }
    }

    /// @return whether it ended within the limit
    boolean waitFor(Duration limit) throws InterruptedException {
        return process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    /// Freezes it (SIGSTOP): its connections stay open and it answers nothing.
    void pause() throws IOException, InterruptedException {
        signal("STOP");
        paused = true;
    }

    void resume() throws IOException, InterruptedException {
        signal("CONT");
        paused = false;
    }

    boolean isPaused() {
        return paused;
    }

    private void signal(String signal) throws IOException, InterruptedException {
        Process kill =
                new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                        .redirectErrorStream(true)
                        .start();
        if (kill.waitFor() != 0) {
            throw failed("could not be sent SIG" + signal);
        }
    }

    ProcessFailed failed(String what) {
        return new ProcessFailed(name, what, tail.lines());
    }

    /// The error for a process that exited before it was ready.
    IOException exitedEarly() {
        if (name.equals(LocalEvent.AGENT)) {
            return new AgentFailed(exitCode(), tail.lines());
        }
        return failed("exited with code " + exitCode());
    }

    /// Only for a process that has exited.
    int exitCode() {
        return process.exitValue();
    }
}
