package io.monopod.agent.process;

import io.monopod.contract.InstanceId;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// A running process of the command, with its group.
public final class Child {
    private static final Logger LOG = System.getLogger(Child.class.getName());

    /// Between two looks at a process group: nothing announces that its last process has ended.
    private static final Duration POLL = Duration.ofMillis(10);

    /// After this long without an end, what SIGKILL did not end is reported.
    private static final Duration STUCK = Duration.ofSeconds(5);

    private static final String PREFIX = "MONOPOD_";

    private final Process process;
    private final ProcessGroup group;
    private final Output output;
    private final Optional<Cgroup> cgroup;

    private Child(Process process, ProcessGroup group, Output output, Optional<Cgroup> cgroup) {
        this.process = process;
        this.group = group;
        this.output = output;
        this.cgroup = cgroup;
    }

    /// @param port on which it is to listen
    /// @param instance for its environment
    /// @param directory to run in; empty for this process's
    /// @param output what becomes of its output
    /// @param cgroup for its limits; closed when nothing of the process is left
    /// @throws IOException if it cannot be started
    public static Child start(
            CommandLine command,
            int port,
            InstanceId instance,
            Optional<Path> directory,
            Output output,
            Optional<Cgroup> cgroup,
            GroupKeeper keeper)
            throws IOException, InterruptedException {
        var words = new ArrayList<String>();
        cgroup.ifPresent(each -> words.addAll(each.entrance()));
        if (GroupKeeper.hasGroups()) {
            words.add("setsid"); // becomes the command, under the same process id
        }
        words.addAll(command.with(port));
        var builder = new ProcessBuilder(words).redirectInput(Redirect.from(new File("/dev/null")));
        directory.ifPresent(path -> builder.directory(path.toFile()));
        // Ours is not the command's business, the join secret least of all.
        builder.environment().keySet().removeIf(name -> name.startsWith(PREFIX));
        builder.environment().put("PORT", Integer.toString(port));
        builder.environment().put("MONOPOD_INSTANCE", instance.value());
        var process = output.start(builder);
        return new Child(process, ProcessGroup.of(process, keeper), output, cgroup);
    }

    public long pid() {
        return process.pid();
    }

    /// Runs the callback, on a thread of its own, when the process has ended.
    public void whenEnded(Consumer<Exit> callback) {
        Thread.ofVirtual()
                .name("exit of " + pid())
                .start(
                        () -> {
                            try {
                                callback.accept(new Exit(process.waitFor()));
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
    }

    /// Waits until the process has ended.
    ///
    /// @return how; empty if it still runs after the timeout
    public Optional<Exit> await(Duration longest) throws InterruptedException {
        return process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)
                ? Optional.of(new Exit(process.exitValue()))
                : Optional.empty();
    }

    /// How the process ended, for a line of the log; empty while it runs.
    Optional<String> death() {
        return process.isAlive()
                ? Optional.empty()
                : Optional.of(describe(new Exit(process.exitValue())));
    }

    /// How the process ended, in one word, for the gateway.
    public String word(Exit exit) {
        return ranOutOfMemory() ? "OOMKilled" : exit.word();
    }

    private boolean ranOutOfMemory() {
        return cgroup.map(Cgroup::ranOutOfMemory).orElse(false);
    }

    /// The end and the last lines of output, for a line of the log.
    public String describe(Exit exit) {
        var last = output.last();
        return exit
                + (ranOutOfMemory() ? " (it needed more than --memory)" : "")
                + (last.isEmpty() ? ", it wrote nothing" : ", it last wrote: " + last);
    }

    /// Ends the process and all of its group: SIGTERM, then SIGKILL after the grace. Returns when
    /// nothing is left.
    public void end(Duration grace) throws InterruptedException {
        group.signal("TERM");
        if (!awaitNone(grace)) {
            LOG.log(
                    Level.WARNING,
                    "processes do not end, killing them group={0}",
                    Long.toString(pid()));
            group.signal("KILL");
            while (!awaitNone(STUCK)) {
                LOG.log(Level.ERROR, "killed processes do not end group={0}", Long.toString(pid()));
                group.signal("KILL");
            }
        }
        group.gone();
        try {
            if (cgroup.isPresent()) {
                cgroup.get().close(); // first, since it ends what may still write
            }
        } finally {
            output.close();
        }
    }

    private boolean awaitNone(Duration longest) throws InterruptedException {
        long until = System.nanoTime() + longest.toNanos();
        boolean ended = process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS);
        while (ended && group.isLeft()) {
            if (System.nanoTime() - until > 0) {
                return false;
            }
            Thread.sleep(POLL);
        }
        return ended;
    }

    /// Ends the process at once, and all of its group.
    public void kill() throws InterruptedException {
        group.signal("KILL");
        end(STUCK);
    }
}
