package io.monopod.scenarios.local.files;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

class StartCacheTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    @TempDir private Path target = Path.of("");
    private Path jar = target;

    @BeforeEach
    void program() throws IOException {
        jar = file("program.jar", NOON);
        Files.createDirectory(target.resolve("lib"));
        file("lib/library.jar", NOON);
    }

    @Test
    void isWrittenBesideTheJar() throws Exception {
        assertThat(StartCache.WRITE.flags(jar))
                .containsExactly("-XX:AOTCacheOutput=" + target.resolve("program.aot"));
    }

    @Test
    void isNotUsedIfMissing() throws Exception {
        assertThat(StartCache.USE.flags(jar)).isEmpty();
    }

    @Test
    void isUsedIfNewerThanEveryJar() throws Exception {
        Path cache = file("program.aot", NOON.plusSeconds(1));

        assertThat(StartCache.USE.flags(jar)).containsExactly("-XX:AOTCache=" + cache);
    }

    @Test
    void isNotUsedAfterTheProgramWasRebuilt() throws Exception {
        file("program.aot", NOON.minusSeconds(1));

        assertThat(StartCache.USE.flags(jar)).isEmpty();
    }

    @Test
    void isNotUsedAfterALibraryWasRebuilt() throws Exception {
        file("program.aot", NOON.plusSeconds(1));
        file("lib/other.jar", NOON.plusSeconds(2));

        assertThat(StartCache.USE.flags(jar)).isEmpty();
    }

    private Path file(String name, Instant modified) throws IOException {
        Path file = Files.createFile(target.resolve(name));
        return Files.setLastModifiedTime(file, FileTime.from(modified));
    }
}
