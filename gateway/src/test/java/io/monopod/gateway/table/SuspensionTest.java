package io.monopod.gateway.table;

import static io.monopod.gateway.table.TableFixture.START;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.stream.LongStream;

class SuspensionTest {
    @Test
    void doublesWithEachFailureUpToAMinute() {
        var suspension = Suspension.NONE;
        for (long seconds : new long[] {1, 2, 4, 8, 16, 30, 30, 30}) {
            suspension = suspension.afterFailure(START, 7);

            var expected = Duration.ofSeconds(seconds);
            assertThat(Duration.between(START, suspension.until()))
                    .isBetween(expected.dividedBy(2), expected.plus(expected.dividedBy(2)));
        }
    }

    @Test
    void staysAtItsLimitHoweverOftenItFails() {
        var suspension = new Suspension(Integer.MAX_VALUE - 1, START).afterFailure(START, 7);

        assertThat(Duration.between(START, suspension.until()))
                .isBetween(Duration.ofSeconds(15), Duration.ofSeconds(45));
    }

    @Test
    void instancesThatFailTogetherReturnAtDifferentTimes() {
        var times =
                LongStream.range(0, 1_000)
                        .map(i -> Rendezvous.hash("pod-" + i))
                        .mapToObj(hash -> Suspension.NONE.afterFailure(START, hash).until())
                        .toList();

        assertThat(times.stream().distinct().count()).isGreaterThan(500);
        assertThat(times).anyMatch(time -> time.isBefore(START.plusMillis(600)));
        assertThat(times).anyMatch(time -> time.isAfter(START.plusMillis(1_400)));
    }

    @Test
    void endsAtItsDeadline() {
        var suspension = Suspension.NONE.afterFailure(START, 7);

        assertThat(Suspension.NONE.isOver(START)).isTrue();
        assertThat(suspension.isOver(suspension.until().minusMillis(1))).isFalse();
        assertThat(suspension.isOver(suspension.until())).isTrue();
    }
}
