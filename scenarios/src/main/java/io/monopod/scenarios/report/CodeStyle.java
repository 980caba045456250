package io.monopod.scenarios.report;

import io.monopod.scenarios.event.Answer;
import io.monopod.scenarios.event.Exchange;
import io.monopod.scenarios.event.Reply;

/// How an answer looks: served, told that there is no place, told that it may not, or gone wrong.
final class CodeStyle {
    private CodeStyle() {}

    /// The class of the style sheet, for a call: a log-in that succeeded gets no instance yet.
    static String of(Exchange exchange) {
        boolean loggedIn = exchange.answer().reply() instanceof Reply.LoggedIn;
        return loggedIn ? "login" : of(exchange.answer());
    }

    /// The class of the style sheet.
    static String of(Answer answer) {
        return switch (answer.code()) {
            case OK -> "ok";
            case RESOURCE_EXHAUSTED -> "busy";
            case INVALID_ARGUMENT,
                    NOT_FOUND,
                    ALREADY_EXISTS,
                    PERMISSION_DENIED,
                    FAILED_PRECONDITION,
                    OUT_OF_RANGE,
                    UNIMPLEMENTED,
                    UNAUTHENTICATED ->
                    "denied";
            case CANCELLED -> answer.local() ? "ok" : "error";
            case UNKNOWN, DEADLINE_EXCEEDED, ABORTED, INTERNAL, UNAVAILABLE, DATA_LOSS -> "error";
        };
    }
}
