package io.monopod.console.live;

import io.monopod.scenarios.event.ClientState;

/// The client states as a person asks for them.
public enum ClientGroup {
    ALL,
    WAITING,
    ACTIVE,
    REFUSED,
    FAILED,
    DONE;

    /// The group besides [#ALL] that a client in this state is in.
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
