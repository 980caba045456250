package io.monopod.gateway.call;

/// What has become of a call so far.
///
/// @param count how often it was forwarded in vain
/// @param mayHaveRun whether one of those instances may have carried it out
record Attempts(int count, boolean mayHaveRun) {
    static final Attempts NONE = new Attempts(0, false);

    /// One more, of which the instance saw nothing.
    Attempts unreached() {
        return new Attempts(count + 1, mayHaveRun);
    }

    /// One more, of which nobody knows how far the instance came.
    Attempts lost() {
        return new Attempts(count + 1, true);
    }

    /// Refuses the call, for which there is no other instance. Whatever the reason, what may have
    /// run must not be repeated blindly.
    Verdict refuse(Refusal why) {
        return CallPath.refuse(mayHaveRun ? new Refusal.OutcomeUnknown() : why);
    }
}
