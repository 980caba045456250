package io.monopod.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;

import io.monopod.datapath.call.Answer;
import io.monopod.gateway.assign.Refusal;
import io.monopod.token.TokenFault;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

class AnswersTest {
    private static final RandomGenerator ALWAYS_LEAST = () -> 0;
    private static final RandomGenerator ALWAYS_MOST = () -> -1;

    static Object[] contract() {
        return new Object[] {
            row(new Refusal.MissingSessionId(), 16, "missing session-id", "MISSING_SESSION_ID", -1),
            row(
                    new Refusal.MalformedSessionId(),
                    3,
                    "session-id must be 1 to 256 visible ASCII characters",
                    "MALFORMED_SESSION_ID",
                    -1),
            row(bad(TokenFault.INVALID_TOKEN), 16, "missing or invalid token", "INVALID_TOKEN", -1),
            row(bad(TokenFault.TOKEN_EXPIRED), 16, "missing or invalid token", "TOKEN_EXPIRED", -1),
            row(
                    bad(TokenFault.SESSION_MISMATCH),
                    16,
                    "missing or invalid token",
                    "SESSION_MISMATCH",
                    -1),
            row(new Refusal.NotOwner(), 7, "session belongs to another user", "NOT_OWNER", -1),
            row(
                    new Refusal.MalformedSessionWait(),
                    3,
                    "session-wait must be at most 8 digits and one of H, M, S, m, u, n",
                    "MALFORMED_SESSION_WAIT",
                    -1),
            row(busy(), 8, "all instances are busy", "ALL_INSTANCES_BUSY", 4_000),
            row(
                    new Refusal.QueueFull(3, 2, Duration.ofSeconds(4)),
                    8,
                    "all instances are busy",
                    "QUEUE_FULL",
                    4_000),
            row(
                    new Refusal.QueueTimeout(2, 2, Duration.ofSeconds(4)),
                    8,
                    "all instances are busy",
                    "QUEUE_TIMEOUT",
                    4_000),
            row(
                    new Refusal.UserQuota(2, 2, Duration.ofSeconds(4)),
                    8,
                    "too many sessions",
                    "USER_QUOTA",
                    4_000),
            row(
                    new Refusal.NoAvailableInstances(),
                    8,
                    "no available instances",
                    "NO_AVAILABLE_INSTANCES",
                    1000),
            row(
                    Refusal.BackendUnavailable.UNREACHED,
                    14,
                    "backend service unavailable",
                    "BACKEND_UNAVAILABLE",
                    1000),
            row(
                    new Refusal.OutcomeUnknown(),
                    14,
                    "backend service unavailable",
                    "OUTCOME_UNKNOWN",
                    -1),
            row(
                    new Refusal.StoreUnavailable(),
                    14,
                    "service unavailable",
                    "STORE_UNAVAILABLE",
                    1000),
            row(new Refusal.SessionLost(), 10, "session lost", "SESSION_LOST", -1),
            row(
                    new Refusal.GatewayOverloaded(),
                    8,
                    "gateway overloaded",
                    "GATEWAY_OVERLOADED",
                    1000),
            row(new Refusal.GatewayStarting(), 14, "service unavailable", "GATEWAY_STARTING", 1000),
            row(new Refusal.GatewayDraining(), 14, "service unavailable", "GATEWAY_DRAINING", 250),
        };
    }

    /// @param pushback before jitter; -1 for none
    @ParameterizedTest
    @MethodSource("contract")
    void everyRefusalFollowsTheContract(
            Refusal refusal, int code, String message, String reason, long pushback)
            throws InvalidProtocolBufferException {
        assertAnswer(
                Answers.to(refusal, ALWAYS_LEAST), code, message, reason, spread(pushback, 0.5));
        assertAnswer(
                Answers.to(refusal, ALWAYS_MOST), code, message, reason, spread(pushback, 1.5));
    }

    private static long spread(long pushback, double factor) {
        return pushback < 0 ? pushback : (long) (pushback * factor);
    }

    private static void assertAnswer(
            Answer answer, int code, String message, String reason, long pushback)
            throws InvalidProtocolBufferException {
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.message()).isEqualTo(message);
        assertThat(answer.trailers().first("grpc-retry-pushback-ms"))
                .isEqualTo(Long.toString(pushback));
        var status = details(answer);
        assertThat(status.getCode()).isEqualTo(code);
        assertThat(status.getMessage()).isEqualTo(message);
        var info = status.getDetails(0).unpack(ErrorInfo.class);
        assertThat(info.getReason()).isEqualTo(reason);
        assertThat(info.getDomain()).isEqualTo("monopod");
        assertThat(retryDelays(status))
                .isEqualTo(pushback < 0 ? new long[0] : new long[] {pushback});
    }

    @Test
    void tableCoversEveryRefusalWithAReason() {
        var tested =
                Stream.of(contract())
                        .map(row -> ((Arguments) row).get()[0].getClass())
                        .collect(Collectors.toSet());

        var all = records(Refusal.class).collect(Collectors.toSet());
        all.remove(Refusal.NotRouted.class); // has a test of its own
        assertThat(tested).isEqualTo(all);
    }

    private static Stream<Class<?>> records(Class<?> type) {
        return type.isSealed()
                ? Stream.of(type.getPermittedSubclasses()).flatMap(AnswersTest::records)
                : Stream.of(type);
    }

    @Test
    void pushbackDiffersBetweenClients() {
        for (var refusal :
                List.of(
                        new Refusal.NoAvailableInstances(),
                        new Refusal.GatewayDraining(),
                        new Refusal.AllInstancesBusy(1, 1, 0, Duration.ZERO),
                        new Refusal.AllInstancesBusy(1, 1, 0, Duration.ofHours(1)))) {
            var random = new SplittableRandom(1);
            var times =
                    IntStream.range(0, 1_000)
                            .mapToObj(_ -> Answers.to(refusal, random).trailers())
                            .map(trailers -> trailers.first("grpc-retry-pushback-ms"))
                            .collect(Collectors.toSet());

            assertThat(times).as("%s", refusal).hasSizeGreaterThan(50);
        }
    }

    @Test
    void pushbackIsBetweenAQuarterSecondAndHalfAMinute() {
        assertThat(pushback(Duration.ZERO, ALWAYS_LEAST)).isEqualTo("250");
        assertThat(pushback(Duration.ofDays(1), ALWAYS_MOST)).isEqualTo("30000");
    }

    private static @Nullable String pushback(Duration expected, RandomGenerator random) {
        return Answers.to(new Refusal.AllInstancesBusy(1, 1, 0, expected), random)
                .trailers()
                .first("grpc-retry-pushback-ms");
    }

    @Test
    void quotaAnswerNamesLimitAndUsage() throws InvalidProtocolBufferException {
        var answer = Answers.to(new Refusal.UserQuota(3, 2, Duration.ofSeconds(1)));

        assertThat(details(answer).getDetails(0).unpack(ErrorInfo.class).getMetadataMap())
                .containsOnly(java.util.Map.entry("limit", "3"), java.util.Map.entry("used", "2"));
    }

    @Test
    void busyAnswerCountsTheInstances() throws InvalidProtocolBufferException {
        var info = details(Answers.to(busy())).getDetails(0).unpack(ErrorInfo.class);

        assertThat(info.getMetadataMap())
                .containsOnly(
                        java.util.Map.entry("total", "3"),
                        java.util.Map.entry("busy", "2"),
                        java.util.Map.entry("waiting", "1"));
    }

    @Test
    void unroutedMethodCarriesNoDetails() {
        assertThat(Answers.to(new Refusal.NotRouted()))
                .isEqualTo(
                        new Answer(
                                12,
                                "method not routed",
                                io.monopod.datapath.http2.header.HeaderList.EMPTY));
    }

    private static Refusal busy() {
        return new Refusal.AllInstancesBusy(3, 2, 1, Duration.ofSeconds(4));
    }

    private static Refusal bad(TokenFault fault) {
        return new Refusal.BadToken(fault);
    }

    private static Arguments row(
            Refusal refusal, int code, String message, String reason, long pushback) {
        return Arguments.of(refusal, code, message, reason, pushback);
    }

    private static Status details(Answer answer) throws InvalidProtocolBufferException {
        return Status.parseFrom(
                Base64.getDecoder()
                        .decode(
                                Objects.requireNonNull(
                                        answer.trailers().first("grpc-status-details-bin"))));
    }

    private static long[] retryDelays(Status status) {
        return status.getDetailsList().stream()
                .filter(detail -> detail.is(RetryInfo.class))
                .mapToLong(AnswersTest::delay)
                .toArray();
    }

    private static long delay(Any detail) {
        try {
            var delay = detail.unpack(RetryInfo.class).getRetryDelay();
            return delay.getSeconds() * 1000 + delay.getNanos() / 1_000_000;
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }
}
