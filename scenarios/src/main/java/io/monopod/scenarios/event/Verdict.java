package io.monopod.scenarios.event;

/// How a run ended.
public enum Verdict {
    /// Every validation passed, or said why it was skipped.
    PASSED,
    /// A validation failed.
    FAILED,
    /// The scenario could not be played here at all; the run's end says why.
    SKIPPED,
    /// The scenario could not go on: it was stopped, or the system could not be reached.
    BROKEN
}
