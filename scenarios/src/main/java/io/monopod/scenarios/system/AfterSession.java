package io.monopod.scenarios.system;

import java.util.Locale;

/// What an instance does when its session has ended.
public enum AfterSession {
    /// It is free for the next session.
    REUSE,
    /// Its process exits, and a fresh one is started in its place.
    EXIT;

    /// As configuration and command line write it.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
