package io.monopod.console.snapshot.client;

import io.monopod.scenarios.event.Answer;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Why a session was refused, as it was at that moment.
///
/// @param reason the `ErrorInfo` reason; or empty
/// @param held every session that held an instance then, ordered by pod
/// @param met the session that held the instance which refused it; null if the gateway did
public record Refusal(
        Instant at, String message, String reason, List<Held> held, @Nullable String met) {
    private static final Pattern CONFLICT = Pattern.compile("Session conflict: was=(.+), now=.+");

    public Refusal {
        held = List.copyOf(held);
    }

    /// As a client was told it.
    public static Refusal of(Instant at, Answer answer, List<Held> held) {
        String reason = answer.reason();
        return new Refusal(at, answer.message(), reason == null ? "" : reason, held, met(answer));
    }

    /// An instance names the session that it serves.
    private static @Nullable String met(Answer answer) {
        Matcher conflict = CONFLICT.matcher(answer.message());
        return conflict.matches() ? conflict.group(1) : null;
    }

    /// Whether an instance said it, not the gateway.
    public static boolean isOfInstance(Answer answer) {
        return met(answer) != null;
    }
}
