package io.monopod.benchmarks.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What the system lets a process have.
public final class Limits {
    private static final String OPEN_FILES = "Max open files";

    private Limits() {}

    /// How many files (and sockets) a process may have open: the hard limit of this one, which its
    /// children inherit.
    public static int openFiles() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/limits")).stream()
                .filter(line -> line.startsWith(OPEN_FILES))
                .map(line -> line.split("\\s+", -1)[4])
                .mapToInt(
                        hard ->
                                hard.equals("unlimited")
                                        ? Integer.MAX_VALUE
                                        : Integer.parseInt(hard))
                .findFirst()
                .orElseThrow(() -> new IOException("no '" + OPEN_FILES + "' in /proc/self/limits"));
    }
}
