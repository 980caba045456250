package io.monopod.scenarios.system;

import java.util.Locale;

/// What a call does when no instance is free, unless it asks to wait.
public enum OnFull {
    /// It is refused at once.
    REFUSE,
    /// It waits in line.
    WAIT;

    /// The word in configuration and on the command line.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
