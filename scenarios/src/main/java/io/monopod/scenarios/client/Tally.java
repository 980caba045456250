package io.monopod.scenarios.client;

import io.grpc.Metadata;
import io.grpc.Status;
import io.monopod.scenarios.event.Answer;
import io.monopod.scenarios.event.Code;
import io.monopod.scenarios.event.Reply;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/// What has come back for one call so far. For one thread.
final class Tally {
    private static final Metadata.Key<String> CONTENT_TYPE =
            Metadata.Key.of("content-type", Metadata.ASCII_STRING_MARSHALLER);

    /// What grpc-java calls every failure of the socket.
    private static final String CONNECTION_FAILED = "io exception";

    private final Stopwatch watch = Stopwatch.start();
    private @Nullable Duration firstMessage;
    private @Nullable Reply last;
    private int messages;
    private boolean cancelled;

    void add(Reply reply) {
        if (firstMessage == null) {
            firstMessage = watch.elapsed();
        }
        last = reply;
        messages++;
    }

    /// The call was cancelled from this side.
    void cancelled() {
        cancelled = true;
    }

    Duration elapsed() {
        return watch.elapsed();
    }

    Answer close(PendingCall.Signal.Closed<?> closed) {
        Status status = closed.status();
        StatusDetails details = StatusDetails.of(closed.trailers());
        // gRPC strips a response's own fields from trailers, but leaves the content type of a
        // Trailers-Only response, which therefore tells it from a status made on this side.
        boolean trailersOnly =
                closed.headers() == null && closed.trailers().containsKey(CONTENT_TYPE);
        return new Answer(
                Code.of(status.getCode().value()),
                text(status),
                watch.elapsed(),
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

    /// The status text; for a failed connection its cause, since "io exception" helps nobody.
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
