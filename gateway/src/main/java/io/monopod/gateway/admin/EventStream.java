package io.monopod.gateway.admin;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// The events as they happen, as server-sent events (WHATWG HTML, section 9.2), until the client
/// goes away. One that comes back with `Last-Event-ID` reads on where it was.
///
/// Besides the gateway's events, which have an id, there are two of the stream's own: `open` comes
/// first, so that a client knows when what it asks for otherwise is no older than the stream; `gap`
/// says how many events it missed.
final class EventStream implements Handler {
    /// Silence after which a comment is sent: only writing shows that the client is gone.
    private static final Duration SILENCE = Duration.ofSeconds(10);

    private final EventFeed feed;

    EventStream(EventFeed feed) {
        this.feed = feed;
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) throws InterruptedException {
        long last = lastRead(request);
        response.header(HeaderNames.CONTENT_TYPE, "text/event-stream")
                .header(HeaderNames.CACHE_CONTROL, "no-store");
        try (var out = response.outputStream()) {
            write(out, "event: open\ndata: {}\n\n");
            while (!feed.isClosed()) {
                var batch = feed.after(last, SILENCE);
                write(out, text(batch));
                last = batch.last();
            }
        } catch (IOException | UncheckedIOException e) {
            // The client is gone, which is how a stream ends.
        }
    }

    private long lastRead(ServerRequest request) {
        try {
            return request.headers()
                    .first(HeaderNames.create("Last-Event-ID"))
                    .map(Long::parseLong)
                    .orElseGet(feed::last);
        } catch (NumberFormatException e) {
            return feed.last();
        }
    }

    private static String text(EventFeed.Batch batch) {
        var text = new StringBuilder();
        if (batch.missed() > 0) {
            text.append("event: gap\ndata: {\"missed\":").append(batch.missed()).append("}\n\n");
        }
        for (var entry : batch.entries()) {
            text.append("id: ").append(entry.id());
            text.append("\nevent: ").append(EventJson.type(entry.event()));
            text.append("\ndata: ").append(EventJson.of(entry)).append("\n\n");
        }
        return text.isEmpty() ? ": nothing new\n\n" : text.toString();
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
