package io.monopod.scenarios.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.scenarios.event.Answer;
import io.monopod.scenarios.event.Code;
import io.monopod.scenarios.event.ErrorDetail;
import io.monopod.scenarios.event.RetryHint;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;

class ContractAnswerTest {
    private static final ErrorDetail BUSY =
            new ErrorDetail("ALL_INSTANCES_BUSY", "monopod", Map.of());

    @Test
    void anExactAnswerDepartsInNothing() {
        Answer exact = busy(BUSY, hint(300), true);

        assertThat(Contract.ALL_INSTANCES_BUSY.departures(exact)).isEmpty();
        assertThat(Contract.ALL_INSTANCES_BUSY.matches(exact)).isTrue();
    }

    @Test
    void everyDepartureIsNamed() {
        assertThat(Contract.ALL_INSTANCES_BUSY.departures(busy(null, hint(300), true)))
                .containsExactly("expected ErrorInfo ALL_INSTANCES_BUSY of monopod, got none");
        assertThat(Contract.ALL_INSTANCES_BUSY.departures(busy(BUSY, RetryHint.NONE, true)))
                .containsExactly("no grpc-retry-pushback-ms");
        assertThat(Contract.ALL_INSTANCES_BUSY.departures(busy(BUSY, hint(249), true)))
                .containsExactly("expected a pushback of 250 to 30000 ms, got 249");
        assertThat(Contract.ALL_INSTANCES_BUSY.departures(busy(BUSY, hint(300), false)))
                .containsExactly("not a Trailers-Only response");
        assertThat(
                        Contract.ALL_INSTANCES_BUSY.departures(
                                busy(BUSY, new RetryHint(300L, Duration.ofMillis(400)), true)))
                .containsExactly("pushback is 300 ms, but RetryInfo says PT0.4S");
        assertThat(Contract.NOT_ROUTED.departures(busy(BUSY, hint(300), true)))
                .containsExactly(
                        "expected UNIMPLEMENTED 'method not routed', got RESOURCE_EXHAUSTED 'all"
                                + " instances are busy'");
    }

    @Test
    void placeholdersStandForAnySessionAndAreFilledInOrder() {
        assertThat(Contract.SESSION_CONFLICT.message("a$1", "b"))
                .isEqualTo("Session conflict: was=a$1, now=b");
        Answer conflict =
                answer(
                        Code.INTERNAL,
                        "Session conflict: was=a, now=b",
                        new ErrorDetail("SESSION_CONFLICT", "monopod", Map.of()),
                        new RetryHint(-1L, null),
                        false);
        assertThat(Contract.SESSION_CONFLICT.departures(conflict)).isEmpty();
    }

    @Test
    void theTextMustFitWhole() {
        Answer longer =
                answer(Code.UNIMPLEMENTED, "method not routed!", null, RetryHint.NONE, true);

        assertThat(Contract.NOT_ROUTED.matches(longer)).isFalse();
    }

    @Test
    void allAnswersDiffer() {
        assertThat(Contract.all()).doesNotHaveDuplicates().hasSizeGreaterThan(15);
    }

    private static RetryHint hint(long millis) {
        return new RetryHint(millis, Duration.ofMillis(millis));
    }

    private static Answer busy(@Nullable ErrorDetail error, RetryHint retry, boolean bare) {
        return answer(Code.RESOURCE_EXHAUSTED, "all instances are busy", error, retry, bare);
    }

    private static Answer answer(
            Code code,
            String message,
            @Nullable ErrorDetail error,
            RetryHint retry,
            boolean trailersOnly) {
        return new Answer(
                code,
                message,
                Duration.ofMillis(1),
                null,
                0,
                null,
                error,
                retry,
                List.of(),
                List.of(),
                List.of(),
                trailersOnly,
                false);
    }
}
