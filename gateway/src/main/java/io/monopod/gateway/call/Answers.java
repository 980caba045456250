package io.monopod.gateway.call;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;

import io.monopod.contract.ContractError;
import io.monopod.contract.Names;
import io.monopod.datapath.call.Answer;
import io.monopod.datapath.call.Memo;
import io.monopod.datapath.http2.header.HeaderList;
import io.monopod.gateway.assign.Refusal;
import io.monopod.gateway.retry.Pushback;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/// The one place that maps a [Refusal] to what the client sees: a row of [ContractError], with its
/// numbers and details.
public final class Answers {
    private static final String DETAILS = "grpc-status-details-bin";
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration QUARTER = Duration.ofMillis(250);

    private static final Memo<Key, Answer> KNOWN = new Memo<>(Answers::make);

    /// @param retryAfter null if the client must not retry, or is not told when
    private record Key(Refusal why, @Nullable Duration retryAfter) {}

    private Answers() {}

    /// Each client gets its own retry time, so that clients refused together do not come back
    /// together.
    public static Answer to(Refusal refusal) {
        return to(refusal, ThreadLocalRandom.current());
    }

    /// The answer when the process has reached a limit.
    public static Answer overloaded() {
        return to(new Refusal.GatewayOverloaded());
    }

    static Answer to(Refusal refusal, RandomGenerator random) {
        var after = retryAfter(refusal);
        return KNOWN.of(new Key(refusal, after == null ? null : Pushback.jittered(after, random)));
    }

    private static @Nullable Duration retryAfter(Refusal refusal) {
        return switch (error(refusal).retry()) {
            case ESTIMATED -> Pushback.estimate(((Refusal.Estimated) refusal).expected());
            case SECOND -> SECOND;
            case QUARTER -> QUARTER;
            case NEVER, UNSAID -> null;
        };
    }

    private static ContractError error(Refusal refusal) {
        return switch (refusal) {
            case Refusal.NotRouted _ -> ContractError.NOT_ROUTED;
            case Refusal.MissingSessionId _ -> ContractError.MISSING_SESSION_ID;
            case Refusal.MalformedSessionId _ -> ContractError.MALFORMED_SESSION_ID;
            case Refusal.MalformedSessionWait _ -> ContractError.MALFORMED_SESSION_WAIT;
            case Refusal.BadToken(var fault) -> ContractError.valueOf(fault.name());
            case Refusal.NotOwner _ -> ContractError.NOT_OWNER;
            case Refusal.AllInstancesBusy _ -> ContractError.ALL_INSTANCES_BUSY;
            case Refusal.QueueFull _ -> ContractError.QUEUE_FULL;
            case Refusal.QueueTimeout _ -> ContractError.QUEUE_TIMEOUT;
            case Refusal.UserQuota _ -> ContractError.USER_QUOTA;
            case Refusal.NoAvailableInstances _ -> ContractError.NO_AVAILABLE_INSTANCES;
            case Refusal.BackendUnavailable _ -> ContractError.BACKEND_UNAVAILABLE;
            case Refusal.OutcomeUnknown _ -> ContractError.OUTCOME_UNKNOWN;
            case Refusal.SessionLost _ -> ContractError.SESSION_LOST;
            case Refusal.GatewayOverloaded _ -> ContractError.GATEWAY_OVERLOADED;
            case Refusal.GatewayStarting _ -> ContractError.GATEWAY_STARTING;
            case Refusal.GatewayDraining _ -> ContractError.GATEWAY_DRAINING;
            case Refusal.StoreUnavailable _ -> ContractError.STORE_UNAVAILABLE;
        };
    }

    /// The metadata of the refusal's `ErrorInfo`.
    private static Map<String, String> metadata(Refusal refusal) {
        return switch (refusal) {
            case Refusal.AllInstancesBusy(var total, var busy, var waiting, _) ->
                    Map.of(
                            "total", Integer.toString(total),
                            "busy", Integer.toString(busy),
                            "waiting", Integer.toString(waiting));
            case Refusal.QueueFull(var position, var waiting, var expected) ->
                    place(position, waiting, expected);
            case Refusal.QueueTimeout(var position, var waiting, var expected) ->
                    place(position, waiting, expected);
            case Refusal.UserQuota(var limit, var used, _) ->
                    Map.of("limit", Integer.toString(limit), "used", Integer.toString(used));
            case Refusal _ -> Map.of();
        };
    }

    private static Map<String, String> place(int position, int waiting, Duration expected) {
        return Map.of(
                "position", Integer.toString(position),
                "waiting", Integer.toString(waiting),
                "estimateMillis", Long.toString(expected.toMillis()));
    }

    private static Answer make(Key key) {
        var error = error(key.why());
        return error.retry() == ContractError.Retry.UNSAID
                ? new Answer(error.code().number(), error.message(), HeaderList.EMPTY)
                : answer(error, metadata(key.why()), key.retryAfter());
    }

    private static Answer answer(
            ContractError error, Map<String, String> metadata, @Nullable Duration retryAfter) {
        var details = new ArrayList<Message>();
        details.add(
                ErrorInfo.newBuilder()
                        .setReason(error.name())
                        .setDomain(Names.ERROR_DOMAIN)
                        .putAllMetadata(metadata)
                        .build());
        if (retryAfter != null) {
            details.add(RetryInfo.newBuilder().setRetryDelay(toProto(retryAfter)).build());
        }
        var status =
                Status.newBuilder()
                        .setCode(error.code().number())
                        .setMessage(error.message())
                        .addAllDetails(details.stream().map(Any::pack).toList())
                        .build();
        var pushback = retryAfter == null ? -1 : retryAfter.toMillis();
        return new Answer(
                error.code().number(),
                error.message(),
                error.name(),
                HeaderList.of(
                        DETAILS,
                        Base64.getEncoder().withoutPadding().encodeToString(status.toByteArray()),
                        Names.RETRY_PUSHBACK,
                        Long.toString(pushback)));
    }

    private static com.google.protobuf.Duration toProto(Duration duration) {
        return com.google.protobuf.Duration.newBuilder()
                .setSeconds(duration.getSeconds())
                .setNanos(duration.getNano())
                .build();
    }
}
