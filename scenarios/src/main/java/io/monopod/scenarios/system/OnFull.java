package io.monopod.scenarios.system;

import java.util.Locale;

/// What a call does when no instance is free, unless it says itself that it will wait.
public enum OnFull {
    /// It is told so at once.
    REFUSE,
    /// It waits in line.
    WAIT;

    /// As configuration and command line write it.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
