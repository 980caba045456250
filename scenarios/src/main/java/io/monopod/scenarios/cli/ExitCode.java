package io.monopod.scenarios.cli;

/// The exit codes.
final class ExitCode {
    static final int PASSED = 0;
    static final int VALIDATION_FAILED = 1;
    static final int WRONG_USAGE = 2;

    /// The system could not be started or reached, or it went away.
    static final int NO_SYSTEM = 3;

    private ExitCode() {}
}
