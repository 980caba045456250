package io.monopod.console.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.scenarios.event.RetryHint;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;

class FiguresTest {
    @ParameterizedTest
    @CsvSource({
        "840000, 0.84 ms",
        "9994000, 9.99 ms",
        "12340000, 12.3 ms",
        "999000000, 999 ms",
        "1200000000, 1.20 s",
        "61000000000, 1:01 min"
    })
    void durations_have_three_digits_in_the_unit_that_suits(long nanos, String text) {
        assertThat(Figures.duration(Duration.ofNanos(nanos))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"PT0.25S, 250 ms", "PT40S, 40 s", "PT1M40S, 1:40 min", "PT2M, 2 min"})
    void marksOfTheTimeAxisDiffer(Duration ago, String text) {
        assertThat(Figures.mark(ago)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "999, 999", "1000, 1k", "1200, 1.2k", "34000, 34k"})
    void largeCountsAreShort(long count, String text) {
        assertThat(Figures.compact(count)).isEqualTo(text);
    }

    @Test
    void pairHasTheUnitOfTheLonger() {
        assertThat(Figures.pair(Duration.ofMillis(4), Duration.ofMillis(31)))
                .isEqualTo("4.0 / 31 ms");
        assertThat(Figures.pair(Duration.ofMillis(400), Duration.ofMillis(3100)))
                .isEqualTo("0.4 / 3.1 s");
        assertThat(Figures.pair(null, null)).isEqualTo(Figures.NONE);
    }

    @Test
    void hintSaysWhenOrNever() {
        assertThat(Figures.retry(new RetryHint(-1L, null))).isEqualTo("no");
        assertThat(Figures.retry(new RetryHint(1_250L, null))).isEqualTo("in 1.25 s");
        assertThat(Figures.retry(RetryHint.NONE)).isEqualTo(Figures.NONE);
    }
}
