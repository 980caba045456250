package io.monopod.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;

import io.monopod.token.TokenFault;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.util.Base64;
import java.util.Objects;

class AnswersTest {
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
            row(busy(), 8, "all instances are busy", "ALL_INSTANCES_BUSY", 250),
            row(
                    new Refusal.NoAvailableInstances(),
                    8,
                    "no available instances",
                    "NO_AVAILABLE_INSTANCES",
                    1000),
            row(
                    new Refusal.BackendUnavailable(),
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
            row(new Refusal.SessionLost(), 10, "session lost", "SESSION_LOST", -1),
            row(new Refusal.GatewayStarting(), 14, "service unavailable", "GATEWAY_STARTING", 1000),
            row(new Refusal.GatewayDraining(), 14, "service unavailable", "GATEWAY_DRAINING", 0),
        };
    }

    @ParameterizedTest
    @MethodSource("contract")
    void everyRefusalIsToldAsTheContractSays(
            Refusal refusal, int code, String message, String reason, long pushback)
            throws InvalidProtocolBufferException {
        var answer = Answers.to(refusal);

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
    void theBusyAnswerCountsTheInstances() throws InvalidProtocolBufferException {
        var info = details(Answers.to(busy())).getDetails(0).unpack(ErrorInfo.class);

        assertThat(info.getMetadataMap())
                .containsOnly(
                        java.util.Map.entry("total", "3"),
                        java.util.Map.entry("busy", "2"),
                        java.util.Map.entry("waiting", "1"));
    }

    @Test
    void anUnroutedMethodBearsNoDetails() {
        assertThat(Answers.to(new Refusal.NotRouted()))
                .isEqualTo(
                        new Answer(
                                12,
                                "method not routed",
                                io.monopod.gateway.http2.HeaderList.EMPTY));
    }

    private static Refusal busy() {
        return new Refusal.AllInstancesBusy(3, 2, 1, Duration.ofMillis(250));
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
