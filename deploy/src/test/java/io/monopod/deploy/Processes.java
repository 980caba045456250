package io.monopod.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// The programs as real processes, with their configuration in one directory.
record Processes(Path directory, List<Process> started) implements AutoCloseable {
    private static final Pattern PORTS =
            Pattern.compile(
                    "READY data=localhost:(\\d+) control=localhost:(\\d+) admin=localhost:(\\d+).*");

    Processes(Path directory) {
        this(directory, new ArrayList<>());
    }

    /// The ports of a gateway.
    record Ports(int data, int control, int admin) {}

    Process start(String program, String file, String config) throws IOException {
        Files.writeString(directory.resolve(file), config);
        return java(program, "--config", file);
    }

    Process java(String program, String... args) throws IOException {
        var command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                program));
        command.addAll(List.of(args));
        var builder =
                new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("MONOPOD_JOIN_SECRET", "a secret for the tests of processes");
        var process = builder.start();
        started.add(process);
        return process;
    }

    /// Waits until a gateway is ready.
    static Ports ports(Process gateway) throws IOException {
        var ports = PORTS.matcher(firstLine(gateway));
        assertThat(ports.matches()).as("the gateway is ready").isTrue();
        return new Ports(
                Integer.parseInt(ports.group(1)),
                Integer.parseInt(ports.group(2)),
                Integer.parseInt(ports.group(3)));
    }

    static String firstLine(Process process) throws IOException {
        return String.valueOf(process.inputReader().readLine());
    }

    @Override
    public void close() {
        started.forEach(Process::destroyForcibly);
    }
}
