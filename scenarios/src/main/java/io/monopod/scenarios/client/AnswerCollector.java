package io.monopod.scenarios.client;

import io.grpc.Metadata;
import io.grpc.Status;
import io.monopod.scenarios.event.Answer;
import io.monopod.scenarios.event.Code;
import io.monopod.scenarios.event.Reply;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/// Collects the parts of one call's answer. For one thread.
final class AnswerCollector {
    private static final Metadata.Key<String> CONTENT_TYPE =
            Metadata.Key.of("content-type", Metadata.ASCII_STRING_MARSHALLER);

    /// grpc-java's description of every socket failure.
    private static final String CONNECTION_FAILED = "io exception";

    private final long start = System.nanoTime();
    private @Nullable Duration firstMessage;
    private @Nullable Reply last;
    private int messages;
    private boolean cancelled;

    void add(Reply reply) {
        if (firstMessage == null) {
            firstMessage = elapsed();
        }
        last = reply;
        messages++;
    }

    /// This client cancelled the call.
    void cancelled() {
        cancelled = true;
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    Answer close(PendingCall.Signal.Closed<?> closed) {
        Status status = closed.status();
        StatusDetails details = StatusDetails.of(closed.trailers());
        // gRPC removes a response's own fields from trailers, except the content type of a
        // Trailers-Only response. A status made by this client has none.
        boolean trailersOnly =
                closed.headers() == null && closed.trailers().containsKey(CONTENT_TYPE);
        return new Answer(
                Code.of(status.getCode().value()),
                text(status),
                elapsed(),
                firstMessage,
                messages,
                last,
                details.error(),
                details.retry(),
                Entries.of(closed.headers()),
                Entries.of(closed.trailers()),
                details.all(),
                trailersOnly,
                madeHere(closed, trailersOnly));
    }

    private boolean madeHere(PendingCall.Signal.Closed<?> closed, boolean trailersOnly) {
        boolean nothingCame = closed.headers() == null && !trailersOnly;
        return nothingCame || (cancelled && closed.status().getCode() == Status.Code.CANCELLED);
    }

    /// The status text; for a failed connection its cause, because "io exception" says nothing.
    private static String text(Status status) {
        String description = status.getDescription() == null ? "" : status.getDescription();
        Throwable cause = status.getCause();
        if (cause == null || cause.getMessage() == null) {
            return description;
        }
        boolean says = !description.isEmpty() && !description.equals(CONNECTION_FAILED);
        return says ? description + ": " + cause.getMessage() : cause.getMessage();
    }
}
