package io.monopod.console.desk;

/// What can be done to an instance.
public enum PodAction {
    /// It takes no new session and keeps the one it has.
    DRAIN,
    END_SESSION,
    /// Freezes the process, as a hang would.
    PAUSE,
    RESUME,
    /// Ends the process at once, as a crash would.
    KILL,
    /// A fresh process in the place of this one.
    RESTART;

    /// Whether somebody may lose a session by it.
    public boolean isHarsh() {
        return switch (this) {
            case KILL, RESTART, END_SESSION -> true;
            case DRAIN, PAUSE, RESUME -> false;
        };
    }
}
