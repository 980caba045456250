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

/// One program of the system. Its output goes to a file, to the listener, and its end to a short
/// memory for error messages. Its standard input is a pipe that stays open as long as we live: the
/// program takes its closing as the word to exit.
final class ChildProcess {
    private static final System.Logger LOG = System.getLogger(ChildProcess.class.getName());
    private static final String OWN_VARIABLES = "MONOPOD_";

    private final String name;
    private final Process process;
    private final Tail tail = new Tail();
    private volatile @Nullable ReadyLine ready;
    private volatile boolean expectedToEnd;
    private volatile boolean paused;

    /// What to start, and where it leaves its output.
    ///
    /// @param environment what is added to ours, of which nothing named `MONOPOD_` is passed on:
    ///   that would configure the system behind the back of the one who starts it
    record Launch(
            String name, List<String> command, Map<String, String> environment, Path logFile) {}

    /// What to tell of a process. Called from its reader's thread.
    ///
    /// @param changed when it is ready, and when it has exited
    /// @param exited once, after that
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
        // A platform thread: reading a pipe would hold a virtual thread's carrier.
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
                // Nobody interrupts the reader, whose one duty is to see the process to its end.
                LOG.log(System.Logger.Level.TRACE, "interrupted process=" + name, e);
            }
        }
    }

    String name() {
        return name;
    }

    /// What it said when it became ready; empty before that.
    Optional<ReadyLine> ready() {
        return Optional.ofNullable(ready);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    boolean isExpectedToEnd() {
        return expectedToEnd;
    }

    /// From now on its end is no surprise.
    void expectEnd() {
        expectedToEnd = true;
    }

    /// Asks it to end (SIGTERM); a paused process could not hear it, and is killed.
    void terminate() {
        if (paused) {
            kill();
            return;
        }
        expectEnd();
        // By its handle: the process itself would close the pipes too, and its last words be lost.
        process.toHandle().destroy();
    }

    /// @throws ProcessFailed if it is not gone within the time
    void terminateAndWait(Duration limit) throws IOException, InterruptedException {
        terminate();
        if (!waitFor(limit)) {
            throw failed("did not end when it was asked to");
        }
    }

    /// Ends it (SIGKILL), whatever state it is in.
    void kill() {
        expectEnd();
        process.toHandle().destroyForcibly();
    }

    /// @throws ProcessFailed if it is not gone within the time
    void killAndWait(Duration limit) throws IOException, InterruptedException {
        kill();
        if (!waitFor(limit)) {
            throw failed("could not be ended");
        }
    }

    /// @return whether it ended within the time
    boolean waitFor(Duration limit) throws InterruptedException {
        return process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    /// Freezes it (SIGSTOP): it keeps its connections and answers nothing.
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

    /// Why it is not ready, for a process that has exited before.
    ProcessFailed exitedEarly() {
        return failed("exited with code " + exitCode());
    }

    /// For a process that has exited.
    int exitCode() {
        return process.exitValue();
    }
}
