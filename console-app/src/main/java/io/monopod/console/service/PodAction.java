package io.monopod.console.service;

/// An action on an instance.
public enum PodAction {
    /// It takes no new session but keeps its current one.
    DRAIN,
    /// It takes sessions again.
    UNDRAIN,
    END_SESSION,
    /// Freezes the process, as in a hang.
    PAUSE,
    RESUME,
    /// Ends the process at once, as in a crash.
    KILL,
    /// Replaces the process by a fresh one.
    RESTART;

    /// Whether it may cost somebody a session.
    public boolean isHarsh() {
        return switch (this) {
            case KILL, RESTART, END_SESSION -> true;
            case DRAIN, UNDRAIN, PAUSE, RESUME -> false;
        };
    }
}
