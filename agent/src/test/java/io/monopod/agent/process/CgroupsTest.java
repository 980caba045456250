package io.monopod.agent.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.monopod.config.ByteSize;
import io.monopod.contract.InstanceId;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Where the kernel's own cgroups cannot have a limit (few machines let a test set one), plain
/// files stand for them.
@Timeout(60)
class CgroupsTest {
    private static final InstanceId INSTANCE = new InstanceId("vm-1");

    private static final Limits LIMITS =
            new Limits(Optional.of(ByteSize.parse("64MiB")), Optional.of(new Cpus("0.5")));

    @Test
    void limitsAreWrittenAsTheKernelReadsThem(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("cgroup.controllers"), "cpuset cpu io memory pids\n");

        Cgroups.under(directory, LIMITS).create(INSTANCE);

        assertThat(directory.resolve("cgroup.subtree_control")).hasContent("+memory +cpu");
        assertThat(directory.resolve("monopod-agent/cgroup.procs"))
                .hasContent(Long.toString(ProcessHandle.current().pid()));
        var process = directory.resolve("monopod-process-vm-1");
        assertThat(process.resolve("memory.max")).hasContent("67108864");
        assertThat(process.resolve("memory.oom.group")).hasContent("1");
        assertThat(process.resolve("cpu.max")).hasContent("50000 100000");
    }

    @Test
    void killForMemoryIsSeen(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("cgroup.controllers"), "cpu memory\n");
        var cgroup = Cgroups.under(directory, LIMITS).create(INSTANCE).orElseThrow();
        var events = directory.resolve("monopod-process-vm-1/memory.events");

        Files.writeString(events, "low 0\noom 1\noom_kill 0\n");
        assertThat(cgroup.ranOutOfMemory()).isFalse();
        Files.writeString(events, "low 0\noom 1\noom_kill 1\n");
        assertThat(cgroup.ranOutOfMemory()).isTrue();
    }

    @Test
    void missingControllerIsNamed(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("cgroup.controllers"), "cpu pids\n");

        assertThatThrownBy(() -> Cgroups.under(directory, LIMITS))
                .hasMessage(
                        "the cgroup %s has the controllers \"cpu pids\", and memory and cpu is needed"
                                .formatted(directory));
    }

    /// With a real cgroup, which has no limit: what the kernel needs no controller for.
    @Test
    void processRunsInTheCgroupAndNothingOfItIsLeft() throws Exception {
        var parent = Files.createTempDirectory(writableCgroup(), "monopod-test-");
        var cgroup = new Cgroup(Files.createDirectory(parent.resolve("process")));
        var words = new ArrayList<>(cgroup.entrance());
        // A daemon, which leaves its process group and its parent.
        words.addAll(List.of("sh", "-c", "setsid sleep 1000 & grep 0:: /proc/self/cgroup"));
        var process = new ProcessBuilder(words).redirectErrorStream(true).start();
        var seen = process.inputReader(StandardCharsets.UTF_8).readLine();

        assertThat(process.waitFor()).isZero();
        assertThat(seen).startsWith("0::").endsWith("/process");
        assertThat(members(parent)).hasSize(1);

        cgroup.close();

        assertThat(parent.resolve("process")).doesNotExist();
        Files.delete(parent);
    }

    private static List<String> members(Path parent) throws IOException {
        return Files.readAllLines(parent.resolve("process/cgroup.procs"));
    }

    private static Path writableCgroup() throws IOException {
        try (Stream<String> mounts = Files.lines(Path.of("/proc/self/mounts"))) {
            var found =
                    mounts.map(line -> line.split(" "))
                            .filter(mount -> mount[2].equals("cgroup2"))
                            .map(mount -> Path.of(mount[1]))
                            .filter(Files::isWritable)
                            .findFirst();
            assumeTrue(found.isPresent(), "no cgroup v2 here that may be written to");
            return found.get();
        }
    }
}
