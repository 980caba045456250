package io.monopod.agent.process;

import io.monopod.contract.InstanceId;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The cgroups of the processes, one for each, below the agent's own (Linux cgroup v2,
/// `Documentation/admin-guide/cgroup-v2.rst`). Thread-safe.
///
/// A cgroup that passes controllers on has no processes itself, so the agent moves into a leaf
/// beside those of its processes.
public final class Cgroups {
    private static final Logger LOG = System.getLogger(Cgroups.class.getName());

    private static final String OWN_LEAF = "monopod-agent";
    private static final String PREFIX = "monopod-process-";

    private static final String WHAT_TO_DO =
            " (in a systemd unit: Delegate=yes; in a container: a writable /sys/fs/cgroup; else leave"
                    + " the limit out)";

    private final Limits limits;
    private final Path parent;

    private Cgroups(Limits limits, Path parent) {
        this.limits = limits;
        this.parent = parent;
    }

    /// Prepares for these limits. If there are none, processes get no cgroups.
    ///
    /// @throws UncheckedIOException if processes cannot be limited here, with what to do
    public static Cgroups of(Limits limits) {
        try {
            return limits.isNone() ? new Cgroups(limits, Path.of("")) : under(own(), limits);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    limits + " cannot be kept: " + e.getMessage() + WHAT_TO_DO, e);
        }
    }

    /// @param parent a cgroup that only this process and its children are in
    static Cgroups under(Path parent, Limits limits) throws IOException {
        requireControllers(parent, limits.controllers());
        try {
            var leaf = Files.createDirectories(parent.resolve(OWN_LEAF));
            write(leaf, "cgroup.procs", Long.toString(ProcessHandle.current().pid()));
            write(
                    parent,
                    "cgroup.subtree_control",
                    limits.controllers().stream()
                            .map("+"::concat)
                            .collect(Collectors.joining(" ")));
        } catch (IOException e) {
            throw new IOException("no cgroup can be made in " + parent + ": " + reason(e), e);
        }
        var cgroups = new Cgroups(limits, parent);
        cgroups.sweep();
        return cgroups;
    }

    private static void requireControllers(Path parent, List<String> needed) throws IOException {
        var has = Files.readString(parent.resolve("cgroup.controllers")).strip();
        if (!Arrays.asList(has.split(" ")).containsAll(needed)) {
            throw new IOException(
                    "the cgroup %s has the controllers \"%s\", and %s is needed"
                            .formatted(parent, has, String.join(" and ", needed)));
        }
    }

    /// The cgroup of this process.
    private static Path own() throws IOException {
        var path =
                Files.readAllLines(Path.of("/proc/self/cgroup")).stream()
                        .filter(line -> line.startsWith("0::/"))
                        .map(line -> line.substring("0::/".length()))
                        .findFirst()
                        .orElseThrow(Cgroups::isMissing);
        return Files.readAllLines(Path.of("/proc/self/mounts")).stream()
                .map(line -> line.split(" "))
                .filter(mount -> mount[2].equals("cgroup2"))
                .map(mount -> Path.of(mount[1]).resolve(path))
                .findFirst()
                .orElseThrow(Cgroups::isMissing);
    }

    private static IOException isMissing() {
        return new IOException("this system has no cgroup v2");
    }

    private static String reason(IOException e) {
        return e.getClass().getSimpleName() + " " + e.getMessage();
    }

    /// Removes what an agent that was killed has left. One with a process stays.
    private void sweep() throws IOException {
        try (var old = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (var cgroup : old) {
                boolean removed = cgroup.toFile().delete();
                LOG.log(Level.DEBUG, "old cgroup={0} removed={1}", cgroup, removed);
            }
        }
    }

    /// A cgroup for an instance's process, with the limits set; empty if there are none.
    ///
    /// @throws IOException if it cannot be made
    public Optional<Cgroup> create(InstanceId instance) throws IOException {
        if (limits.isNone()) {
            return Optional.empty();
        }
        var path = Files.createDirectory(parent.resolve(PREFIX + instance.value()));
        if (limits.memory().isPresent()) {
            write(path, "memory.max", Long.toString(limits.memory().get().bytes()));
            write(path, "memory.oom.group", "1"); // all of the session or nothing
            if (Files.exists(path.resolve("memory.swap.max"))) { // where the kernel counts swap
                write(path, "memory.swap.max", "0");
            }
        }
        if (limits.cpus().isPresent()) {
            write(path, "cpu.max", limits.cpus().get().quota());
        }
        return Optional.of(new Cgroup(path));
    }

    static void write(Path cgroup, String file, String value) throws IOException {
        Files.writeString(cgroup.resolve(file), value);
    }
}
