package io.monopod.scenarios.event;

import java.util.List;

/// One assertion of a scenario and its result.
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
        /// Could not be checked; the detail says why.
        SKIPPED;

        /// How many of these have this result.
        public int count(List<Validation> validations) {
            return (int) validations.stream().filter(each -> each.result == this).count();
        }
    }

    public boolean failed() {
        return result == Result.FAILED;
    }
}
