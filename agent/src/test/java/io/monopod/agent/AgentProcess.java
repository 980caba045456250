package io.monopod.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// The agent as a process, as its supervisor sees it.
final class AgentProcess implements AutoCloseable {
    private static final Pattern PID = Pattern.compile("starting pid=(\\d+) ");

    private final Process process;
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final List<String> output = new CopyOnWriteArrayList<>();
    private final List<Thread> readers;

    private AgentProcess(Process process) {
        this.process = process;
        this.readers =
                List.of(follow(process.errorReader(), log), follow(process.inputReader(), output));
    }

    static AgentProcess start(List<String> arguments) throws IOException {
        return start(arguments, Stage.JOIN_SECRET);
    }

    static AgentProcess start(List<String> arguments, String joinSecret) throws IOException {
        var command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-Xmx64m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Main.class.getName()));
        command.addAll(arguments);
        var builder = new ProcessBuilder(command);
        builder.environment().put("MONOPOD_JOIN_SECRET", joinSecret);
        return new AgentProcess(builder.start());
    }

    private static Thread follow(BufferedReader reader, List<String> lines) {
        return Thread.ofVirtual().start(() -> reader.lines().forEach(lines::add));
    }

    void awaitReady() throws InterruptedException {
        Eventually.holds(() -> !output.isEmpty() || !process.isAlive());
        assertThat(output).as("log %s", log).anyMatch(line -> line.startsWith("READY slots="));
    }

    void awaitLine(String part) throws InterruptedException {
        Eventually.holds(() -> log.stream().anyMatch(line -> line.contains(part)));
    }

    List<String> log() {
        return log;
    }

    List<String> output() {
        return output;
    }

    /// The processes of the command that it has started.
    List<Long> children() {
        return log.stream()
                .map(PID::matcher)
                .filter(java.util.regex.Matcher::find)
                .map(found -> Long.parseLong(found.group(1)))
                .toList();
    }

    void terminate() {
        process.toHandle().destroy();
    }

    void kill() {
        process.destroyForcibly();
    }

    int exitCode() throws InterruptedException {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        for (var reader : readers) {
            reader.join();
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.toHandle().destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
