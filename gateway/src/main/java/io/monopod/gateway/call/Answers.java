package io.monopod.gateway.call;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;

import io.monopod.contract.Names;
import io.monopod.contract.SessionId;
import io.monopod.gateway.http2.HeaderList;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/// The one place that turns a [Refusal] into what the client sees: the table "Answers" of the wire
/// contract.
public final class Answers {
    private static final String DETAILS = "grpc-status-details-bin";
    private static final String ALL_BUSY = "all instances are busy";
    private static final Duration SOON = Duration.ofSeconds(1);

    private static final Memo<Refusal, Answer> KNOWN = new Memo<>(Answers::make);

    private Answers() {}

    public static Answer to(Refusal refusal) {
        return KNOWN.of(refusal);
    }

    private static Answer make(Refusal refusal) {
        return switch (refusal) {
            case Refusal.NotRouted() ->
                    new Answer(Code.UNIMPLEMENTED_VALUE, "method not routed", HeaderList.EMPTY);
            case Refusal.MissingSessionId() ->
                    never(Code.UNAUTHENTICATED, "missing session-id", "MISSING_SESSION_ID");
            case Refusal.MalformedSessionId() ->
                    never(
                            Code.INVALID_ARGUMENT,
                            "session-id must be 1 to "
                                    + SessionId.MAX_LENGTH
                                    + " visible ASCII characters",
                            "MALFORMED_SESSION_ID");
            case Refusal.BadToken(var fault) ->
                    never(Code.UNAUTHENTICATED, "missing or invalid token", fault.name());
            case Refusal.NotOwner() ->
                    never(Code.PERMISSION_DENIED, "session belongs to another user", "NOT_OWNER");
            case Refusal.MalformedSessionWait() ->
                    never(
                            Code.INVALID_ARGUMENT,
                            "session-wait must be at most 8 digits and one of H, M, S, m, u, n",
                            "MALFORMED_SESSION_WAIT");
            case Refusal.QueueFull(var position, var waiting, var expected, var retryAfter) ->
                    queue("QUEUE_FULL", position, waiting, expected, retryAfter);
            case Refusal.QueueTimeout(var position, var waiting, var expected, var retryAfter) ->
                    queue("QUEUE_TIMEOUT", position, waiting, expected, retryAfter);
            case Refusal.AllInstancesBusy(var total, var busy, var waiting, var retryAfter) ->
                    again(
                            Code.RESOURCE_EXHAUSTED,
                            ALL_BUSY,
                            errorInfo(
                                    "ALL_INSTANCES_BUSY",
                                    Map.of(
                                            "total", Integer.toString(total),
                                            "busy", Integer.toString(busy),
                                            "waiting", Integer.toString(waiting))),
                            retryAfter);
            case Refusal.NoAvailableInstances() ->
                    again(
                            Code.RESOURCE_EXHAUSTED,
                            "no available instances",
                            errorInfo("NO_AVAILABLE_INSTANCES"),
                            SOON);
            case Refusal.BackendUnavailable() ->
                    again(
                            Code.UNAVAILABLE,
                            "backend service unavailable",
                            errorInfo("BACKEND_UNAVAILABLE"),
                            SOON);
            case Refusal.OutcomeUnknown() ->
                    never(Code.UNAVAILABLE, "backend service unavailable", "OUTCOME_UNKNOWN");
            case Refusal.SessionLost() -> never(Code.ABORTED, "session lost", "SESSION_LOST");
            case Refusal.GatewayStarting() ->
                    again(
                            Code.UNAVAILABLE,
                            "service unavailable",
                            errorInfo("GATEWAY_STARTING"),
                            SOON);
            case Refusal.GatewayDraining() ->
                    again(
                            Code.UNAVAILABLE,
                            "service unavailable",
                            errorInfo("GATEWAY_DRAINING"),
                            Duration.ZERO);
        };
    }

    private static Answer queue(
            String reason, int position, int waiting, Duration expected, Duration retryAfter) {
        var place =
                Map.of(
                        "position", Integer.toString(position),
                        "waiting", Integer.toString(waiting),
                        "estimateMillis", Long.toString(expected.toMillis()));
        return again(Code.RESOURCE_EXHAUSTED, ALL_BUSY, errorInfo(reason, place), retryAfter);
    }

    /// The client shall not try again: pushback -1 (gRFC A6).
    private static Answer never(Code code, String message, String reason) {
        return answer(code, message, errorInfo(reason), null);
    }

    private static Answer again(Code code, String message, ErrorInfo why, Duration after) {
        return answer(code, message, why, after);
    }

    private static Answer answer(
            Code code, String message, ErrorInfo why, @Nullable Duration retryAfter) {
        var details = new ArrayList<Message>(List.of(why));
        if (retryAfter != null) {
            details.add(RetryInfo.newBuilder().setRetryDelay(toProto(retryAfter)).build());
        }
        var status =
                Status.newBuilder()
                        .setCode(code.getNumber())
                        .setMessage(message)
                        .addAllDetails(details.stream().map(Any::pack).toList())
                        .build();
        var pushback = retryAfter == null ? -1 : retryAfter.toMillis();
        return new Answer(
                code.getNumber(),
                message,
                why.getReason(),
                HeaderList.of(
                        DETAILS,
                        Base64.getEncoder().withoutPadding().encodeToString(status.toByteArray()),
                        Names.RETRY_PUSHBACK,
                        Long.toString(pushback)));
    }

    private static ErrorInfo errorInfo(String reason) {
        return errorInfo(reason, Map.of());
    }

    private static ErrorInfo errorInfo(String reason, Map<String, String> metadata) {
        return ErrorInfo.newBuilder()
                .setReason(reason)
                .setDomain(Names.ERROR_DOMAIN)
                .putAllMetadata(metadata)
                .build();
    }

    private static com.google.protobuf.Duration toProto(Duration duration) {
        return com.google.protobuf.Duration.newBuilder()
                .setSeconds(duration.getSeconds())
                .setNanos(duration.getNano())
                .build();
    }
}
