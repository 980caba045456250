package io.monopod.console.snapshot;

import io.monopod.scenarios.event.ClientState;

/// Client states in groups for the filter.
public enum ClientGroup {
    ALL,
    WAITING,
    ACTIVE,
    REFUSED,
    FAILED,
    DONE;

    /// The group of this state, besides [#ALL].
    public static ClientGroup of(ClientState state) {
        return switch (state) {
            case NEW, LOGGED_IN, ASSIGNING, RETRYING -> WAITING;
            case ACTIVE -> ACTIVE;
            case REFUSED -> REFUSED;
            case FAILED -> FAILED;
            case FINISHED, STOPPED -> DONE;
        };
    }

    boolean has(ClientState state) {
        return this == ALL || this == of(state);
    }
}
