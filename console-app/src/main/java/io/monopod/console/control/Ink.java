package io.monopod.console.control;

import io.monopod.console.snapshot.client.ClientRow;
import io.monopod.scenarios.event.ClientState;
import io.monopod.scenarios.event.Code;

import java.util.Locale;

/// Colours with a meaning. The stylesheet defines them: drawings read them by [#property()],
/// controls use [#styleClass()].
public enum Ink {
    OK,
    EXHAUSTED,
    UNAVAILABLE,
    INTERNAL,
    DENIED,
    OTHER,
    ACTIVE,
    CANCELLED,
    UNKNOWN,
    ARGUMENT,
    DEADLINE,
    NOT_FOUND,
    EXISTS,
    PERMISSION,
    PRECONDITION,
    ABORTED,
    RANGE,
    UNIMPLEMENTED,
    DATA_LOSS,
    TEXT,
    MUTED,
    GRID,
    SURFACE;

    /// Every code has a colour of its own.
    public static Ink of(Code code) {
        return switch (code) {
            case OK -> OK;
            case CANCELLED -> CANCELLED;
            case UNKNOWN -> UNKNOWN;
            case INVALID_ARGUMENT -> ARGUMENT;
            case DEADLINE_EXCEEDED -> DEADLINE;
            case NOT_FOUND -> NOT_FOUND;
            case ALREADY_EXISTS -> EXISTS;
            case PERMISSION_DENIED -> PERMISSION;
            case RESOURCE_EXHAUSTED -> EXHAUSTED;
            case FAILED_PRECONDITION -> PRECONDITION;
            case ABORTED -> ABORTED;
            case OUT_OF_RANGE -> RANGE;
            case UNIMPLEMENTED -> UNIMPLEMENTED;
            case INTERNAL -> INTERNAL;
            case UNAVAILABLE -> UNAVAILABLE;
            case DATA_LOSS -> DATA_LOSS;
            case UNAUTHENTICATED -> DENIED;
        };
    }

    /// Blue while an instance serves it, green afterwards.
    public static Ink of(ClientRow row) {
        return switch (row.group()) {
            case ALL, NOT_STARTED, STOPPED -> OTHER;
            case CALLING, IN_LINE -> DENIED;
            case SERVED -> row.view().state() == ClientState.ACTIVE ? ACTIVE : OK;
            case REFUSED -> EXHAUSTED;
            case FAILED -> UNAVAILABLE;
            case LOST -> INTERNAL;
        };
    }

    String property() {
        return "-draw-" + word();
    }

    String styleClass() {
        return "ink-" + word();
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
