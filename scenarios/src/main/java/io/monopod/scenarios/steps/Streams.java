package io.monopod.scenarios.steps;

import io.monopod.scenarios.client.Subscription;
import io.monopod.scenarios.engine.Check;
import io.monopod.scenarios.event.Reply;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Reads and checks the messages of `MyServiceSubscribe`.
public final class Streams {
    /// For local instances, whose default of five seconds would be slow to test.
    public static final Duration INTERVAL = Duration.ofMillis(200);

    /// For the next message; a remote system sends one every five seconds.
    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private Streams() {}

    /// Adds the next messages; fewer if the stream ends.
    public static void take(Subscription stream, int count, List<Reply.Served> messages)
            throws InterruptedException {
        for (int i = 0; i < count; i++) {
            Optional<Reply.Served> message = stream.next(TIMEOUT);
            if (message.isEmpty()) {
                return;
            }
            messages.add(message.get());
        }
    }

    /// The messages are numbered from 0 without a gap, and all come from one pod and this session.
    public static void countsOn(Check check, String session, List<Reply.Served> messages) {
        for (int i = 0; i < messages.size(); i++) {
            Reply.Served message = messages.get(i);
            holds(check, i, "index", i, message.index());
            holds(check, i, "pod_name", messages.getFirst().pod(), message.pod());
            holds(check, i, "server_session_id", session, message.serverSession());
            holds(check, i, "client_session_id", session, message.clientSession());
            holds(check, i, "server_method", "MyServiceSubscribe", message.serverMethod());
        }
    }

    private static void holds(Check check, int at, String name, Object expected, Object actual) {
        if (!expected.equals(actual)) {
            check.that(
                    false,
                    "message %d: expected %s %s, got %s".formatted(at, name, expected, actual));
        }
    }
}
