package io.monopod.gateway.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;

class PrometheusTextTest {
    @Test
    void writesFamiliesAndSamples() {
        var text =
                new PrometheusText()
                        .family("calls_total", "counter", "Calls.")
                        .sample("calls_total", 3, "route", "/a\"b\\c\n/", "code", "0")
                        .sample("up", 1);

        assertThat(text)
                .hasToString(
                        """
                        # HELP calls_total Calls.
                        # TYPE calls_total counter
                        calls_total{route="/a\\"b\\\\c\\n/",code="0"} 3
                        up 1
                        """);
    }

    @Test
    void bucketsOfAHistogramAddUp() {
        var histogram = new Histogram();
        histogram.add(Duration.ofMillis(1));
        histogram.add(Duration.ofMillis(30));
        histogram.add(Duration.ofMinutes(2));

        assertThat(
                        new PrometheusText()
                                .histogram("t", histogram, "cluster", "c")
                                .toString()
                                .lines())
                .contains(
                        "t_bucket{cluster=\"c\",le=\"0.001\"} 1",
                        "t_bucket{cluster=\"c\",le=\"0.025\"} 1",
                        "t_bucket{cluster=\"c\",le=\"0.05\"} 2",
                        "t_bucket{cluster=\"c\",le=\"60\"} 2",
                        "t_bucket{cluster=\"c\",le=\"+Inf\"} 3",
                        "t_sum{cluster=\"c\"} 120.031",
                        "t_count{cluster=\"c\"} 3");
    }
}
