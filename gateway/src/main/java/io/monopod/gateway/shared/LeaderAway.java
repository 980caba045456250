package io.monopod.gateway.shared;

/// The gateway that was asked does not answer, or does not lead any more.
final class LeaderAway extends Exception {
    private static final long serialVersionUID = 1L;

    LeaderAway(String message) {
        super(message);
    }

    LeaderAway(String message, Throwable cause) {
        super(message, cause);
    }
}
