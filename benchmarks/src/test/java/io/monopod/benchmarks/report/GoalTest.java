package io.monopod.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.benchmarks.load.LoadCase;
import io.monopod.benchmarks.load.Metric;
import io.monopod.benchmarks.proxy.Proxy;

import org.junit.jupiter.api.Test;

import java.util.Map;

class GoalTest {
    private static final Goal TWICE_HAPROXY = Goals.ALL.getFirst();

    private final Results results = new Results();

    @Test
    void comparesMediansOfRounds() {
        rates(Proxy.GATEWAY, 10, 300, 200);
        rates(Proxy.HAPROXY, 100, 90, 500);

        assertThat(TWICE_HAPROXY.reached(results)).contains(2.0);
        assertThat(TWICE_HAPROXY.isMet(2.0)).isTrue();
        assertThat(TWICE_HAPROXY.isMet(1.99)).isFalse();
    }

    @Test
    void isEmptyIfOneSideWasNotMeasured() {
        rates(Proxy.GATEWAY, 10, 300, 200);

        assertThat(TWICE_HAPROXY.reached(results)).isEmpty();
    }

    @Test
    void medianOfEvenCountIsMeanOfMiddleTwo() {
        rates(Proxy.GATEWAY, 1, 2, 3, 10);

        assertThat(results.rounds(LoadCase.ECHO_8X32.name(), Proxy.GATEWAY, Metric.RATE))
                .hasValueSatisfying(rounds -> assertThat(rounds.median()).isEqualTo(2.5));
    }

    private void rates(String proxy, double... rates) {
        for (var rate : rates) {
            results.add(LoadCase.ECHO_8X32.name(), proxy, Map.of(Metric.RATE, rate));
        }
    }
}
