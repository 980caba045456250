package io.monopod.scenarios.report;

import io.monopod.scenarios.event.Answer;

/// How an answer looks: served, told that there is no place, told that it may not, or gone wrong.
final class CodeStyle {
    private CodeStyle() {}

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
