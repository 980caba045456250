package io.monopod.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.monopod.benchmarks.load.LoadCase;
import io.monopod.benchmarks.load.Metric;
import io.monopod.benchmarks.proxy.Proxy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

class RunTest {
    private final Path dir;
    private Run run;

    RunTest(@TempDir Path dir) {
        this.dir = dir;
    }

    @BeforeEach
    void twoRoundsOfTwoProxies() {
        var results = new Results();
        results.add(LoadCase.ECHO_8X32.name(), Proxy.GATEWAY, figures(200, 3));
        results.add(LoadCase.ECHO_8X32.name(), Proxy.HAPROXY, figures(100, 10));
        results.add(LoadCase.ECHO_8X32.name(), Proxy.GATEWAY, figures(220, 2));
        results.add(LoadCase.ECHO_8X32.name(), Proxy.HAPROXY, figures(100, 10));
        run =
                new Run(
                        Instant.EPOCH,
                        Duration.ofSeconds(5),
                        new Machine(Map.of("CPU", "abacus")),
                        Map.of(Proxy.HAPROXY, "nbthread 4"),
                        results);
    }

    @Test
    void jsonHasMedianAndEveryRound() throws IOException {
        var file = dir.resolve("bench.json");

        run.writeJson(file);

        var json = new ObjectMapper().readTree(file.toFile());
        var rps = json.at("/cases/echo_8x32/monopod/rps");
        assertThat(rps.at("/median").asDouble()).isEqualTo(210);
        assertThat(rps.at("/rounds"))
                .extracting(node -> node.asDouble())
                .containsExactly(200.0, 220.0);
        assertThat(json.at("/goals/0/reached").asDouble()).isEqualTo(2.1);
        assertThat(json.at("/goals/0/met").asBoolean()).isTrue();
        assertThat(json.at("/goals/2").has("met")).isFalse();
    }

    @Test
    void pageShowsMetAndMissedGoals() throws IOException {
        var file = dir.resolve("results.md");

        run.writeMarkdown(file);

        assertThat(Files.readString(file))
                .contains("| 2.10 | met |", "| 0.25 | met |", "| not measured |  |")
                .contains("| monopod | 210 (200-220) | 2.50 (2.00-3.00) |")
                .contains("- CPU: abacus", "nbthread 4");
    }

    private static Map<Metric, Double> figures(double rate, double cpu) {
        return Map.of(Metric.RATE, rate, Metric.CPU, cpu);
    }
}
