package io.monopod.scenarios.system;

import java.util.Locale;

/// What an instance does when its session has ended.
public enum AfterSession {
    /// It is free for the next session.
    REUSE,
    /// Its process exits, and a fresh one starts in its place.
    EXIT;

    /// The word in configuration and on the command line.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
