package io.monopod.scenarios.system;

import java.util.Locale;

/// How the gateway chooses a session's instance from its preference list.
public enum Policy {
    /// The first free instance: N instances serve exactly N sessions.
    EXCLUSIVE,
    /// The first instance, free or not: two sessions can meet on one.
    STRICT;

    /// As configuration and command line write it.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
