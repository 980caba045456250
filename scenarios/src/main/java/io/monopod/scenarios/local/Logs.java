package io.monopod.scenarios.local;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Where the processes of a local system leave their logs: where they were wanted, or in a
/// temporary directory that goes when nobody will ask for it.
public record Logs(Path directory, boolean temporary) {
    /// @param wanted null for a temporary directory
    public static Logs in(@Nullable Path wanted) throws IOException {
        return wanted == null
                ? new Logs(Files.createTempDirectory("monopod-"), true)
                : new Logs(wanted, false);
    }

    /// Where to look after a failure, as the end of a message; nothing, and no directory, if no
    /// process has left a log.
    public String hint() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            if (files.findAny().isPresent()) {
                return System.lineSeparator() + "logs of the processes: " + directory;
            }
        }
        discard();
        return "";
    }

    /// Removes a temporary directory.
    public void discard() throws IOException {
        if (!temporary) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(directory)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.deleteIfExists(path);
        }
    }
}
