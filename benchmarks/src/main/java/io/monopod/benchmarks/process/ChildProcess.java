package io.monopod.benchmarks.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A program under a shell that starts it, prints its process id and ends it as soon as the shell's
/// input closes. That happens when this object is closed, and also when this process dies in any
/// way, so that nothing is left running.
public final class ChildProcess implements AutoCloseable {
    /// Raises the soft limit of open files to the hard limit: ten thousand connections need twice
    /// as many files on a proxy.
    private static final String LEASH =
            """
            ulimit -H -n 65536 2>/dev/null
            ulimit -S -n "$(ulimit -H -n)"
            log=$1; shift
            "$@" </dev/null >"$log" 2>&1 &
            child=$!
            trap 'kill "$child"' TERM HUP
            trap '' INT
            echo "$child"
            exec 2>/dev/null
            read -r end
            kill "$child"
            wait "$child"
            """;

    private static final long GRACE_SECONDS = 5;
    private static final int TAIL = 10;

    private final String name;
    private final Process leash;
    private final ProcessHandle child;
    private final Path log;

    private ChildProcess(String name, Process leash, ProcessHandle child, Path log) {
        this.name = name;
        this.leash = leash;
        this.child = child;
        this.log = log;
    }

    /// @param log the file for the program's output
    public static ChildProcess start(String name, List<String> command, Path log)
            throws IOException {
        var line = new ArrayList<>(List.of("sh", "-c", LEASH, "leash", log.toString()));
        line.addAll(command);
        var leash = new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        var pid = firstLine(leash);
        var child =
                ProcessHandle.of(pid).orElseThrow(() -> new IOException(name + " did not start"));
        return new ChildProcess(name, leash, child, log);
    }

    public String name() {
        return name;
    }

    /// The program's process and its children (nginx's workers do its work).
    public List<Long> pids() {
        return Stream.concat(Stream.of(child), child.descendants())
                .map(ProcessHandle::pid)
                .toList();
    }

    /// The last lines of the output, to explain a failure.
    public String tail() {
        try {
            var lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL), lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public boolean hasSaid(String text) throws IOException {
        return Files.exists(log) && Files.readString(log).contains(text);
    }

    /// Waits until the program has ended; kills it after five seconds.
    @Override
    public void close() {
        try {
            leash.getOutputStream().close();
            if (!leash.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                child.destroyForcibly();
                leash.waitFor(GRACE_SECONDS, TimeUnit.SECONDS);
            }
        } catch (IOException e) {
            child.destroyForcibly();
        } catch (InterruptedException e) {
            child.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    // The reader is not closed: that would close the shell's standard output.
    @SuppressWarnings("MustBeClosedChecker")
    private static long firstLine(Process leash) throws IOException {
        BufferedReader reader = leash.inputReader();
        return Long.parseLong(reader.readLine());
    }
}
