package io.monopod.scenarios.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.contract.ContractError;
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
    void exactAnswerHasNoDifferences() {
        Answer exact = busy(BUSY, hint(300), true);

        assertThat(ContractAnswer.to(ContractError.ALL_INSTANCES_BUSY).differences(exact))
                .isEmpty();
        assertThat(ContractAnswer.to(ContractError.ALL_INSTANCES_BUSY).matches(exact)).isTrue();
    }

    @Test
    void everyDifferenceIsNamed() {
        assertThat(
                        ContractAnswer.to(ContractError.ALL_INSTANCES_BUSY)
                                .differences(busy(null, hint(300), true)))
                .containsExactly("expected ErrorInfo ALL_INSTANCES_BUSY of monopod, got none");
        assertThat(
                        ContractAnswer.to(ContractError.ALL_INSTANCES_BUSY)
                                .differences(busy(BUSY, RetryHint.NONE, true)))
                .containsExactly("no grpc-retry-pushback-ms");
        assertThat(
                        ContractAnswer.to(ContractError.ALL_INSTANCES_BUSY)
                                .differences(busy(BUSY, hint(249), true)))
                .containsExactly("expected a pushback of 250 to 30000 ms, got 249");
        assertThat(
                        ContractAnswer.to(ContractError.ALL_INSTANCES_BUSY)
                                .differences(busy(BUSY, hint(300), false)))
                .containsExactly("not a Trailers-Only response");
        assertThat(
                        ContractAnswer.to(ContractError.ALL_INSTANCES_BUSY)
                                .differences(
                                        busy(
                                                BUSY,
                                                new RetryHint(300L, Duration.ofMillis(400)),
                                                true)))
                .containsExactly("pushback is 300 ms, but RetryInfo says PT0.4S");
        assertThat(
                        ContractAnswer.to(ContractError.NOT_ROUTED)
                                .differences(busy(BUSY, hint(300), true)))
                .containsExactly(
                        "expected UNIMPLEMENTED 'method not routed', got RESOURCE_EXHAUSTED 'all"
                                + " instances are busy'");
    }

    @Test
    void fixedPushbackAllowsOnlyTheGatewaysJitter() {
        for (long good : new long[] {500, 1_000, 1_500}) {
            assertThat(
                            ContractAnswer.to(ContractError.BACKEND_UNAVAILABLE)
                                    .differences(unavailable(good)))
                    .isEmpty();
        }
        for (long wrong : new long[] {-1, 0, 499, 1_501}) {
            assertThat(
                            ContractAnswer.to(ContractError.BACKEND_UNAVAILABLE)
                                    .differences(unavailable(wrong)))
                    .contains("expected a pushback of 500 to 1500 ms, got " + wrong);
        }
    }

    private static Answer unavailable(long pushback) {
        return answer(
                Code.UNAVAILABLE,
                "backend service unavailable",
                new ErrorDetail("BACKEND_UNAVAILABLE", "monopod", Map.of()),
                hint(pushback),
                true);
    }

    @Test
    void placeholdersMatchAnySessionAndAreFilledInOrder() {
        assertThat(ContractError.SESSION_CONFLICT.message("a$1", "b"))
                .isEqualTo("Session conflict: was=a$1, now=b");
        Answer conflict =
                answer(
                        Code.INTERNAL,
                        "Session conflict: was=a, now=b",
                        new ErrorDetail("SESSION_CONFLICT", "monopod", Map.of()),
                        new RetryHint(-1L, null),
                        false);
        assertThat(ContractAnswer.to(ContractError.SESSION_CONFLICT).differences(conflict))
                .isEmpty();
    }

    @Test
    void wholeTextMustMatch() {
        Answer longer =
                answer(Code.UNIMPLEMENTED, "method not routed!", null, RetryHint.NONE, true);

        assertThat(ContractAnswer.to(ContractError.NOT_ROUTED).matches(longer)).isFalse();
    }

    @Test
    void allAnswersDiffer() {
        assertThat(ContractAnswer.all()).doesNotHaveDuplicates().hasSizeGreaterThan(15);
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
