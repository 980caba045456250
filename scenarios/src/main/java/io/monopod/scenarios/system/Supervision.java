package io.monopod.scenarios.system;

/// What becomes of an instance's place when its process has exited after a session.
public enum Supervision {
    /// A fresh process takes it.
    REPLACE,
    /// It stays empty, so that a scenario can use the instances up.
    LEAVE
}
