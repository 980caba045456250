package io.monopod.benchmarks.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The system's limits for a process.
public final class Limits {
    private static final String OPEN_FILES = "Max open files";

    private Limits() {}

    /// The limit of open files (and sockets): this process's hard limit, which children inherit.
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
