package io.monopod.agent.process;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// The cgroup of one process and all that it starts. See [Cgroups].
public final class Cgroup {
    private static final Logger LOG = System.getLogger(Cgroup.class.getName());

    /// Between two tries: nothing announces that the kernel is done with a killed process.
    private static final Duration POLL = Duration.ofMillis(10);

    private static final int TRIES = 500;

    /// The shell enters the cgroup (0 is who writes) and becomes the command, under the same
    /// process id: so nothing of the command runs outside.
    private static final String ENTER = "echo 0 > \"$0\" && exec \"$@\"";

    private final Path path;

    /// Set when the cgroup is removed.
    private volatile boolean ranOutOfMemory;

    Cgroup(Path path) {
        this.path = path;
    }

    /// What a command has to begin with to run in it.
    List<String> entrance() {
        return List.of("sh", "-c", ENTER, path.resolve("cgroup.procs").toString());
    }

    /// Whether the kernel has killed it for its use of memory.
    boolean ranOutOfMemory() {
        try {
            return ranOutOfMemory
                    || Files.readAllLines(path.resolve("memory.events")).stream()
                            .anyMatch(line -> line.matches("oom_kill [1-9]\\d*"));
        } catch (IOException e) {
            return false; // its memory has no limit
        }
    }

    /// Kills what is left, even what has left its process group, and removes the cgroup.
    void close() throws InterruptedException {
        ranOutOfMemory = ranOutOfMemory();
        try {
            Cgroups.write(path, "cgroup.kill", "1"); // Linux 5.14
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "cgroup.kill cannot be written", e);
        }
        for (int i = 0; i < TRIES; i++) {
            if (path.toFile().delete() || !Files.exists(path)) {
                return;
            }
            Thread.sleep(POLL);
        }
        LOG.log(Level.ERROR, "a process is left in cgroup={0}", path);
    }
}
