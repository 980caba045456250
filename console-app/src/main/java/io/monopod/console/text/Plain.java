package io.monopod.console.text;

import io.monopod.scenarios.event.Answer;

/// Answers in plain words. What a client's library says of a call that nobody answered is for
/// programmers.
public final class Plain {
    /// How the library begins its own text of a deadline that passed.
    private static final String LIBRARY_DEADLINE = "CallOptions deadline exceeded";

    private Plain() {}

    /// The message of the gateway or the instance, or a plain one if there was none.
    public static String message(Answer answer) {
        if (answer.endedByClient()) {
            return Texts.text("plain.ended");
        }
        if (answer.local() || answer.message().startsWith(LIBRARY_DEADLINE)) {
            return Texts.textOr(
                    "plain." + answer.code().name().toLowerCase(java.util.Locale.ROOT),
                    Texts.text("plain.other"));
        }
        return answer.message();
    }

    /// Whether the message is not what was said on the wire.
    public static boolean isOurs(Answer answer) {
        return !message(answer).equals(answer.message());
    }
}
