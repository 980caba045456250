package io.monopod.scenarios.client;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/// What goes with a request: nothing is added to it, so that a scenario can leave out what a call
/// needs, or send what is wrong.
///
/// @param session the value of `session-id`; null sends none
/// @param authorization the value of `authorization`; null sends none
/// @param deadline of a unary call; a stream has none
/// @param sessionWait the value of `session-wait`; zero sends none
/// @param attempt 1 for the first try
public record Envelope(
        @Nullable String session,
        @Nullable String authorization,
        Duration deadline,
        Duration sessionWait,
        int attempt) {
    /// Long enough for a busy machine, short enough that nothing seems to hang.
    public static final Duration STANDARD_DEADLINE = Duration.ofSeconds(20);

    static Envelope of(@Nullable String session, @Nullable String authorization) {
        return new Envelope(session, authorization, STANDARD_DEADLINE, Duration.ZERO, 1);
    }

    public Envelope withSession(String other) {
        return new Envelope(other, authorization, deadline, sessionWait, attempt);
    }

    public Envelope withoutSession() {
        return new Envelope(null, authorization, deadline, sessionWait, attempt);
    }

    public Envelope withAuthorization(String other) {
        return new Envelope(session, other, deadline, sessionWait, attempt);
    }

    public Envelope withToken(Token token) {
        return withAuthorization(token.value());
    }

    public Envelope withoutToken() {
        return new Envelope(session, null, deadline, sessionWait, attempt);
    }

    public Envelope within(Duration other) {
        return new Envelope(session, authorization, other, sessionWait, attempt);
    }

    public Envelope waiting(Duration forInstance) {
        return new Envelope(session, authorization, deadline, forInstance, attempt);
    }

    public Envelope asAttempt(int number) {
        return new Envelope(session, authorization, deadline, sessionWait, number);
    }

    /// Without the token.
    @Override
    public String toString() {
        return "Envelope[session=" + session + ", attempt=" + attempt + "]";
    }
}
