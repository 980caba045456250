package io.monopod.scenarios.event;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;

/// How a call ended.
///
/// @param latency from the start to the status
/// @param firstMessage from the start to the first message; null if none came
/// @param messages how many messages came
/// @param reply the last message; null if none came
/// @param trailersOnly whether the status came in the response's only HEADERS frame, as common
///   retry policies require (gRPC over HTTP/2, "Trailers-Only")
/// @param local whether this client made the status itself: no answer, its deadline passed, or it
///   cancelled
public record Answer(
        Code code,
        String message,
        Duration latency,
        @Nullable Duration firstMessage,
        int messages,
        @Nullable Reply reply,
        @Nullable ErrorDetail error,
        RetryHint retry,
        List<Metadatum> headers,
        List<Metadatum> trailers,
        List<StatusDetail> details,
        boolean trailersOnly,
        boolean local) {
    public Answer {
        headers = List.copyOf(headers);
        trailers = List.copyOf(trailers);
        details = List.copyOf(details);
    }

    public boolean ok() {
        return code == Code.OK;
    }

    /// Whether this client ended a stream that had delivered messages: its normal end.
    public boolean endedByClient() {
        return local && code == Code.CANCELLED && messages > 0;
    }

    /// The code that counts: OK for a stream's normal end, which is `CANCELLED` on the wire.
    public Code outcome() {
        return endedByClient() ? Code.OK : code;
    }

    /// The pod that answered; null if none did.
    public @Nullable String pod() {
        return reply instanceof Reply.Served served ? served.pod() : null;
    }

    /// The `ErrorInfo` reason; null if there was none.
    public @Nullable String reason() {
        return error == null ? null : error.reason();
    }
}
