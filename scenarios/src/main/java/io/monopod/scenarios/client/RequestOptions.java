package io.monopod.scenarios.client;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/// The options and headers of a request. Nothing is added, so that a scenario can leave out what a
/// call needs, or send wrong values.
///
/// @param session the value of `session-id`; null to leave it out
/// @param authorization the value of `authorization`; null to leave it out
/// @param deadline of a unary call; a stream has none
/// @param sessionWait the value of `session-wait`; zero to leave it out
/// @param attempt 1 for the first try
public record RequestOptions(
        @Nullable String session,
        @Nullable String authorization,
        Duration deadline,
        Duration sessionWait,
        int attempt) {
    /// Long enough for a busy machine, short enough not to look like a hang.
    public static final Duration STANDARD_DEADLINE = Duration.ofSeconds(20);

    static RequestOptions of(@Nullable String session, @Nullable String authorization) {
        return new RequestOptions(session, authorization, STANDARD_DEADLINE, Duration.ZERO, 1);
    }

    public RequestOptions withSession(String other) {
        return new RequestOptions(other, authorization, deadline, sessionWait, attempt);
    }

    public RequestOptions withoutSession() {
        return new RequestOptions(null, authorization, deadline, sessionWait, attempt);
    }

    public RequestOptions withAuthorization(String other) {
        return new RequestOptions(session, other, deadline, sessionWait, attempt);
    }

    public RequestOptions withToken(Token token) {
        return withAuthorization(token.value());
    }

    public RequestOptions withoutToken() {
        return new RequestOptions(session, null, deadline, sessionWait, attempt);
    }

    public RequestOptions within(Duration other) {
        return new RequestOptions(session, authorization, other, sessionWait, attempt);
    }

    public RequestOptions waiting(Duration forInstance) {
        return new RequestOptions(session, authorization, deadline, forInstance, attempt);
    }

    public RequestOptions asAttempt(int number) {
        return new RequestOptions(session, authorization, deadline, sessionWait, number);
    }

    /// Hides the token.
    @Override
    public String toString() {
        return "Envelope[session=" + session + ", attempt=" + attempt + "]";
    }
}
