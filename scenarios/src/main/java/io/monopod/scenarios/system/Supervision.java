package io.monopod.scenarios.system;

/// What happens to an instance's place when its process exits after a session.
public enum Supervision {
    /// A fresh process takes it.
    REPLACE,
    /// It stays empty, so that a scenario can use up the instances.
    LEAVE
}
