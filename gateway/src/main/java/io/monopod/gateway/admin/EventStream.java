package io.monopod.gateway.admin;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;

/// Streams events as server-sent events (WHATWG HTML, section 9.2) until the client disconnects. A
/// client that reconnects with `Last-Event-ID` resumes after that event.
///
/// With `follow=false` the stream has what is kept by now after that event, and then ends. If no
/// gateway leads that could tell, the answer is 503; if that comes later, the stream waits.
///
/// Two events belong to the stream itself and have no id. `open` comes first: state that a client
/// fetches after it is no older than the stream; it has the id that the stream begins after. `gap`
/// says how many events the client missed.
final class EventStream implements AdminApi.Asking {
    /// Silence after which a comment is sent: only a write shows that the client has gone.
    private static final Duration SILENCE = Duration.ofSeconds(10);

    /// Timeout for a client to receive what was written.
    private static final Duration WRITE_TIMEOUT = Duration.ofSeconds(20);

    /// Streams at the same time. Each has a thread and, for a slow client, a batch of events.
    private static final int MAX_STREAMS = 64;

    /// Between two questions while no gateway leads.
    private static final Duration NO_LEADER = Duration.ofMillis(500);

    /// A comment.
    private static final String NOTHING = ": nothing new\n\n";

    private final Operations operations;
    private final BooleanSupplier closed;
    private final ConnectionTimeouts maxWait;
    private final Semaphore free = new Semaphore(MAX_STREAMS);

    /// @param closed whether all streams are to end
    EventStream(Operations operations, BooleanSupplier closed, ConnectionTimeouts maxWait) {
        this.operations = operations;
        this.closed = closed;
        this.maxWait = maxWait;
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response)
            throws LeaderUnknown, InterruptedException {
        if (!free.tryAcquire()) {
            response.header(HeaderNames.RETRY_AFTER, "10");
            Resource.error(
                    request,
                    response,
                    Status.SERVICE_UNAVAILABLE_503,
                    "there are " + MAX_STREAMS + " event streams, which is the most");
            return;
        }
        try {
            response.header(HeaderNames.CONTENT_TYPE, "text/event-stream")
                    .header(HeaderNames.CACHE_CONTROL, "no-store");
            if (Resource.isHead(request)) {
                response.send();
            } else {
                stream(request, response);
            }
        } finally {
            free.release();
        }
    }

    private void stream(ServerRequest request, ServerResponse response)
            throws LeaderUnknown, InterruptedException {
        var peer = request.remotePeer().address();
        boolean follow = !request.query().first("follow").orElse("").equals("false");
        long last = lastRead(request);
        // Read before anything is sent: without a leader the answer is 503, not a stream that ends.
        var past =
                follow
                        ? Optional.<Operations.Events>empty()
                        : Optional.of(operations.events(last, Duration.ZERO));
        try (var out = response.outputStream()) {
            write(out, "event: open\ndata: {\"last\":" + last + "}\n\n");
            boolean more = true;
            while (more && !closed.getAsBoolean()) {
                maxWait.allow(SILENCE.plus(WRITE_TIMEOUT), peer);
                var batch = past.isPresent() ? past : read(last, follow ? SILENCE : Duration.ZERO);
                past = Optional.empty();
                write(out, batch.map(EventStream::text).orElse(NOTHING));
                if (batch.isPresent()) {
                    last = batch.get().last();
                    more = follow || !batch.get().events().isEmpty();
                }
            }
        } catch (IOException | UncheckedIOException e) {
            // The client has disconnected.
        }
    }

    private long lastRead(ServerRequest request) throws LeaderUnknown, InterruptedException {
        var shown = request.headers().first(HeaderNames.create("Last-Event-ID")).orElse("");
        try {
            return shown.isEmpty() ? operations.lastEvent() : Long.parseLong(shown);
        } catch (NumberFormatException e) {
            return operations.lastEvent();
        }
    }

    /// Empty while no gateway leads.
    private Optional<Operations.Events> read(long last, Duration wait) throws InterruptedException {
        try {
            return Optional.of(operations.events(last, wait));
        } catch (LeaderUnknown e) {
            Thread.sleep(NO_LEADER);
            return Optional.empty();
        }
    }

    private static String text(Operations.Events batch) {
        var text = new StringBuilder();
        if (batch.missed() > 0) {
            text.append("event: gap\ndata: {\"missed\":").append(batch.missed()).append("}\n\n");
        }
        for (var event : batch.events()) {
            text.append("id: ").append(event.id());
            text.append("\nevent: ").append(event.type());
            text.append("\ndata: ").append(event.json()).append("\n\n");
        }
        return text.isEmpty() ? NOTHING : text.toString();
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
