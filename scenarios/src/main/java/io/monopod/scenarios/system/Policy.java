package io.monopod.scenarios.system;

import java.util.Locale;

/// How the gateway chooses a session's instance from its preference list.
public enum Policy {
    /// The first free instance: N instances serve exactly N sessions.
    EXCLUSIVE,
    /// The first instance, free or not: two sessions can conflict.
    STRICT;

    /// The word in configuration and on the command line.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
