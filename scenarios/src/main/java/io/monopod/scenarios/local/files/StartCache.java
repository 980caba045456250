package io.monopod.scenarios.local.files;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;

/// How to use the JVM's cache of an earlier start, which lies beside a program's jar: loaded and
/// linked classes (JEP 483, JEP 514). It halves the start-up time.
public enum StartCache {
    /// Use existing caches.
    USE,
    /// Write new caches when the programs end.
    WRITE;

    /// The flags for a program.
    public List<String> flags(Path jar) throws IOException {
        Path cache = beside(jar);
        return switch (this) {
            case WRITE -> List.of("-XX:AOTCacheOutput=" + cache);
            case USE -> isOf(cache, jar) ? List.of("-XX:AOTCache=" + cache) : List.of();
        };
    }

    /// Whether it was written for exactly these jars: the JVM rejects it for others and prints a
    /// warning to the program's output.
    private static boolean isOf(Path cache, Path jar) throws IOException {
        if (!Files.exists(cache)) {
            return false;
        }
        FileTime written = Files.getLastModifiedTime(cache);
        Path libraries = jar.resolveSibling("lib");
        if (!isOlder(jar, written)) {
            return false;
        }
        if (!Files.isDirectory(libraries)) {
            return true;
        }
        try (DirectoryStream<Path> all = Files.newDirectoryStream(libraries)) {
            for (Path library : all) {
                if (!isOlder(library, written)) {
                    return false;
                }
            }
            return true;
        }
    }

    private static boolean isOlder(Path file, FileTime than) throws IOException {
        return Files.getLastModifiedTime(file).compareTo(than) < 0;
    }

    private static Path beside(Path jar) {
        return jar.resolveSibling(
                jar.getFileName().toString().replaceFirst("\\.jar$", "") + ".aot");
    }
}
