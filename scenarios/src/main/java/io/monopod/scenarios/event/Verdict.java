package io.monopod.scenarios.event;

/// The result of a run.
public enum Verdict {
    /// Every validation passed or was skipped with a reason.
    PASSED,
    /// A validation failed.
    FAILED,
    /// The scenario could not be played; the run's end says why.
    SKIPPED,
    /// The scenario did not finish: it was stopped, or the system could not be reached.
    BROKEN,
    /// A load, which has no validations, came to its end.
    FINISHED,
    /// A load was stopped before its end.
    STOPPED
}
