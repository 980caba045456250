package io.monopod.scenarios.local;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;

/// What to do about the JVM's memory of an earlier start, which lies beside a program's jar:
/// classes loaded and linked (JEP 483, JEP 514). With it a program is ready in half the time.
public enum StartCache {
    /// Start with the caches that are there.
    USE,
    /// Write them anew, when the programs end.
    WRITE;

    /// The flags for a program.
    List<String> flags(Path jar) throws IOException {
        Path cache = beside(jar);
        return switch (this) {
            case WRITE -> List.of("-XX:AOTCacheOutput=" + cache);
            case USE -> isOf(cache, jar) ? List.of("-XX:AOTCache=" + cache) : List.of();
        };
    }

    /// Whether it was written for these very jars: the JVM would refuse it for any others, and say
    /// so on the program's output.
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
