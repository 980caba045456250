package io.monopod.console.control;

import io.monopod.console.snapshot.ClientRow;
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
    TEXT,
    MUTED,
    GRID,
    SURFACE;

    public static Ink of(Code code) {
        return switch (code) {
            case OK -> OK;
            case RESOURCE_EXHAUSTED -> EXHAUSTED;
            case UNAVAILABLE, DEADLINE_EXCEEDED -> UNAVAILABLE;
            case INTERNAL, UNKNOWN, DATA_LOSS, ABORTED -> INTERNAL;
            case UNAUTHENTICATED, PERMISSION_DENIED -> DENIED;
            case CANCELLED,
                    INVALID_ARGUMENT,
                    NOT_FOUND,
                    ALREADY_EXISTS,
                    FAILED_PRECONDITION,
                    OUT_OF_RANGE,
                    UNIMPLEMENTED ->
                    OTHER;
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
        return "-draw-" + name().toLowerCase(Locale.ROOT);
    }

    String styleClass() {
        return "ink-" + name().toLowerCase(Locale.ROOT);
    }
}
