package io.monopod.scenarios.event;

import java.util.List;

/// One thing that a scenario asserts, and how that turned out.
///
/// @param title what must hold, for example `Successful clients are on different pods`
/// @param detail what was seen, or why it was skipped; one line
public record Validation(String title, Result result, String detail, List<Evidence> evidence) {
    public Validation {
        evidence = List.copyOf(evidence);
    }

    public enum Result {
        PASSED,
        FAILED,
        /// Could not be looked at here; the detail says why.
        SKIPPED
    }

    public boolean failed() {
        return result == Result.FAILED;
    }
}
