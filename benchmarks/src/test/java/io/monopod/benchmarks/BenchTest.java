package io.monopod.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.benchmarks.load.Metric;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;

class BenchTest {
    private final StringWriter progress = new StringWriter();

    @Test
    void failedRoundIsReportedAndOthersContinue() throws Exception {
        var bench = new Bench(3, new PrintWriter(progress));
        var rates = new ArrayDeque<>(List.of(1.0, -1.0, 3.0));

        bench.repeat(
                "a case",
                () -> {
                    double rate = rates.remove();
                    if (rate < 0) {
                        throw new IOException("one request failed");
                    }
                    return Map.of(Metric.RATE, rate);
                });

        assertThat(rates).isEmpty();
        assertThat(bench.failures()).containsExactly("a case monopod: one request failed");
        assertThat(progress.toString().lines().toList())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("round 1/3").contains("1.00"),
                        line ->
                                assertThat(line)
                                        .startsWith("round 2/3")
                                        .endsWith("failed: one request failed"),
                        line -> assertThat(line).startsWith("round 3/3").contains("3.00"));
    }
}
