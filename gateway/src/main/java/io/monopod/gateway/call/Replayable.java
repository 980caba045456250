package io.monopod.gateway.call;

import io.monopod.gateway.route.Route;

/// How far a call may have come when its instance is lost, and still be sent again.
public enum Replayable {
    /// Only what the instance provably never saw is sent again.
    NEVER,
    /// The client has seen nothing of the response.
    UNSEEN,
    /// The client has seen nothing of the response, or some messages of a stream and no part of
    /// another; the whole request is there.
    STREAM;

    static Replayable on(Route route) {
        return switch (route.onInstanceLoss()) {
            case FAIL, SESSION_LOST -> NEVER;
            case REPLAY ->
                    switch (route.response()) {
                        case SINGLE -> UNSEEN;
                        case STREAM -> STREAM;
                    };
        };
    }
}
