package io.monopod.agent.process;

import java.io.IOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/// Sends signals to process groups, which Java cannot, by a small shell process of its own
/// (`keeper.sh`). It outlives this process for a moment, even if that is killed, and then kills all
/// groups that are left. Thread-safe.
public final class GroupKeeper implements AutoCloseable {
    private static final Logger LOG = System.getLogger(GroupKeeper.class.getName());

    private static final boolean HAS_GROUPS =
            CommandLine.isInstalled("setsid") && ProcessGroup.isVisible();

    /// Guards the fields below, and orders what is written.
    private final ReentrantLock lock = new ReentrantLock();

    private final Set<Long> groups = new LinkedHashSet<>();
    private Writer keeper;

    private GroupKeeper(Writer keeper) {
        this.keeper = keeper;
    }

    /// @throws IOException if it cannot be started
    public static GroupKeeper start() throws IOException {
        return new GroupKeeper(startProcess());
    }

    /// Whether processes can have groups of their own here, and be seen in them.
    public static boolean hasGroups() {
        return HAS_GROUPS;
    }

    private static Writer startProcess() throws IOException {
        var builder =
                new ProcessBuilder(List.of("sh", "-c", script()))
                        .redirectOutput(Redirect.DISCARD)
                        .redirectError(Redirect.DISCARD);
        builder.environment().clear(); // it lives longer than we do, and needs no secret
        return builder.start().outputWriter(StandardCharsets.US_ASCII);
    }

    private static String script() throws IOException {
        try (var script = GroupKeeper.class.getResourceAsStream("keeper.sh")) {
            if (script == null) {
                throw new IOException("keeper.sh is missing");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    void add(long group) {
        lock.lock();
        try {
            groups.add(group);
            send("add " + group);
        } finally {
            lock.unlock();
        }
    }

    void gone(long group) {
        lock.lock();
        try {
            groups.remove(group);
            send("gone " + group);
        } finally {
            lock.unlock();
        }
    }

    /// @param signal its name, without `SIG`
    void signal(String signal, long group) {
        lock.lock();
        try {
            send(signal + " " + group);
        } finally {
            lock.unlock();
        }
    }

    private void send(String line) {
        try {
            write(line);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the keeper of process groups has ended, starting another");
            startAgain(line);
        }
    }

    private void startAgain(String line) {
        try {
            keeper = startProcess();
            for (var group : groups) {
                write("add " + group);
            }
            write(line);
        } catch (IOException e) {
            LOG.log(Level.ERROR, "process groups cannot be signalled", e);
        }
    }

    private void write(String line) throws IOException {
        keeper.write(line + "\n");
        keeper.flush();
    }

    /// Kills the groups that are left.
    @Override
    public void close() {
        lock.lock();
        try {
            keeper.close();
        } catch (IOException e) {
            LOG.log(Level.ERROR, "the keeper of process groups cannot be closed", e);
        } finally {
            lock.unlock();
        }
    }
}
