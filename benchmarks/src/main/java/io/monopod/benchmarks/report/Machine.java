package io.monopod.benchmarks.report;

import io.monopod.benchmarks.process.Programs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The machine and versions of a run, as names and values.
public record Machine(Map<String, String> facts) {
    public static Machine here() throws IOException, InterruptedException {
        var facts = new LinkedHashMap<String, String>();
        facts.put("CPU", field(Path.of("/proc/cpuinfo"), "model name"));
        facts.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        facts.put("memory", field(Path.of("/proc/meminfo"), "MemTotal"));
        facts.put("load average", Files.readString(Path.of("/proc/loadavg")).strip());
        facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        facts.put("Java", System.getProperty("java.vm.name") + " " + Runtime.version());
        facts.put("HAProxy", firstLine(Programs.path(Programs.HAPROXY), "-v"));
        facts.put("nginx", firstLine(Programs.path(Programs.NGINX), "-v"));
        facts.put("h2load", firstLine(Programs.path(Programs.H2LOAD), "--version"));
        return new Machine(facts);
    }

    private static String field(Path file, String name) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("unknown");
    }

    private static String firstLine(String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output.lines().findFirst().orElse("unknown");
    }
}
