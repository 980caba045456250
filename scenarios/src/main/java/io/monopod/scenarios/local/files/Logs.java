package io.monopod.scenarios.local.files;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// The log directory of a local system: a given one, or a temporary one that is deleted when nobody
/// needs it.
public record Logs(Path directory, boolean temporary) {
    /// @param wanted null for a temporary directory
    public static Logs in(@Nullable Path wanted) throws IOException {
        return wanted == null
                ? new Logs(Files.createTempDirectory("monopod-"), true)
                : new Logs(wanted, false);
    }

    /// The end of an error message that says where the logs are. If there are none, empty, and the
    /// directory is deleted.
    public String hint() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            if (files.findAny().isPresent()) {
                return System.lineSeparator() + "logs of the processes: " + directory;
            }
        }
        discard();
        return "";
    }

    /// Deletes a temporary directory.
    public void discard() throws IOException {
        if (temporary) {
            deleteAll(directory);
        }
    }

    /// Deletes a directory with all that is in it.
    public static void deleteAll(Path directory) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(directory)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.deleteIfExists(path);
        }
    }
}
