package io.monopod.scenarios.report;

import io.monopod.scenarios.event.Answer;
import io.monopod.scenarios.event.Exchange;
import io.monopod.scenarios.event.Reply;

/// The style of an answer: served, no place, not permitted, or failed.
final class CodeStyle {
    private CodeStyle() {}

    /// The CSS class of a call; a successful login has its own, because it gets no instance.
    static String of(Exchange exchange) {
        boolean loggedIn = exchange.answer().reply() instanceof Reply.LoggedIn;
        return loggedIn ? "login" : of(exchange.answer());
    }

    /// The CSS class of an answer.
    static String of(Answer answer) {
        return switch (answer.outcome()) {
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
            case CANCELLED, UNKNOWN, DEADLINE_EXCEEDED, ABORTED, INTERNAL, UNAVAILABLE, DATA_LOSS ->
                    "error";
        };
    }
}
