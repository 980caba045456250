package io.monopod.console.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

class HistogramTest {
    @Test
    void emptyHistogramHasNoPercentile() {
        assertThat(new Histogram().percentile(0.5)).isNull();
    }

    @Property
    void percentileIsExactToFivePercent(
            @ForAll @Size(min = 1, max = 200)
                    List<@LongRange(min = 2, max = 60_000_000) Long> micros,
            @ForAll @LongRange(min = 1, max = 100) long percent) {
        Histogram histogram = new Histogram();
        micros.forEach(value -> histogram.add(Duration.ofNanos(value * 1_000)));

        List<Long> sorted = micros.stream().sorted().toList();
        int rank = (int) Math.ceil(percent / 100.0 * sorted.size());
        double exact = sorted.get(Math.max(1, rank) - 1);
        Duration got = Objects.requireNonNull(histogram.percentile(percent / 100.0));

        assertThat(got.toNanos() / 1e3).isCloseTo(exact, within(exact * 0.05));
    }
}
