package io.monopod.agent.process;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// A process and all that it starts, as far as that does not leave its group.
sealed interface ProcessGroup {
    /// @param signal its name, without `SIG`
    void signal(String signal);

    /// Whether a process of the group is left. A zombie is none.
    boolean isLeft();

    /// Nothing is left.
    void gone();

    static ProcessGroup of(Process leader, GroupKeeper keeper) {
        if (!GroupKeeper.hasGroups()) {
            return new Tree(leader.toHandle());
        }
        keeper.add(leader.pid());
        return new Group(leader.pid(), keeper);
    }

    /// Whether this system shows which process is in which group.
    static boolean isVisible() {
        return Files.isReadable(Path.of("/proc/self/stat"));
    }

    /// A group of its own (POSIX `setsid`).
    record Group(long id, GroupKeeper keeper) implements ProcessGroup {
        private static final Logger LOG = System.getLogger(ProcessGroup.class.getName());

        @Override
        public void signal(String signal) {
            keeper.signal(signal, id);
        }

        @Override
        public boolean isLeft() {
            try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
                for (var process : processes) {
                    if (isMember(process)) {
                        return true;
                    }
                }
                return false;
            } catch (IOException e) {
                LOG.log(Level.WARNING, "cannot see whether processes are left group=" + id, e);
                return false;
            }
        }

        /// `stat` is "pid (name) state parent group ..."; the name may have any character.
        private boolean isMember(Path process) {
            try {
                var stat = Files.readString(process.resolve("stat"));
                var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", 4);
                return Long.parseLong(fields[2]) == id && !fields[0].equals("Z");
            } catch (IOException | RuntimeException e) {
                return false; // it has ended
            }
        }

        @Override
        public void gone() {
            keeper.gone(id);
        }
    }

    /// Where there are no groups: the process, and its descendants as they are now.
    record Tree(ProcessHandle leader) implements ProcessGroup {
        @Override
        public void signal(String signal) {
            for (var process : processes()) {
                boolean _ = signal.equals("KILL") ? process.destroyForcibly() : process.destroy();
            }
        }

        @Override
        public boolean isLeft() {
            return processes().stream().anyMatch(ProcessHandle::isAlive);
        }

        private List<ProcessHandle> processes() {
            return Stream.concat(leader.descendants(), Stream.of(leader)).toList();
        }

        @Override
        public void gone() {}
    }
}
