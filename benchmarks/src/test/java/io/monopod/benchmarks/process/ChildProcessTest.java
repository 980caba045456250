package io.monopod.benchmarks.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

class ChildProcessTest {
    private final Path dir;

    ChildProcessTest(@TempDir Path dir) {
        this.dir = dir;
    }

    @Test
    void closeEndsProcess() throws IOException {
        var process = start("sleep", "60");
        var pids = process.pids();

        process.close();

        assertThat(pids).hasSize(1);
        assertThat(ProcessHandle.of(pids.getFirst())).isEmpty();
    }

    @Test
    void pidsIncludeChildren() throws IOException, InterruptedException {
        try (var process = start("sh", "-c", "sleep 60 & sleep 60 & wait")) {
            Await.until(process, Duration.ofSeconds(5), () -> process.pids().size() == 3);

            assertThat(ProcStat.residentBytes(process.pids())).isPositive();
            process.pids().stream()
                    .skip(1)
                    .forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy));
        }
    }

    @Test
    void awaitTimeoutReportsLastOutput() throws IOException {
        try (var process = start("sh", "-c", "echo no licence; sleep 60")) {
            assertThatThrownBy(() -> Await.until(process, Duration.ofMillis(300), () -> false))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("test is not ready")
                    .hasMessageContaining("no licence");
        }
    }

    private ChildProcess start(String... command) throws IOException {
        return ChildProcess.start("test", List.of(command), dir.resolve("log"));
    }
}
