package io.monopod.gateway.retry;

import io.monopod.gateway.assign.Instance;
import io.monopod.gateway.assign.Refusal;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;

/// A call's failed tries, and whether it may be sent again. Immutable; the caller connects, probes
/// and waits.
///
/// ```
///   unreached ----> Again ----> a new acquisition, unless isDangerous
///   lost ---------> Again
///        +--------> Refuse
/// ```
///
/// If an instance ends during a call, the call goes to no second one unless the first had begun to
/// answer: a call that ends one instance would end the next as well.
///
/// @param count number of failed tries
/// @param mayHaveRun whether one of those instances may have run it
/// @param suspect an instance whose connection broke during it; if that instance is gone, the call
///   may be the cause
/// @param ended when an instance that had begun to answer it ended; null if none
public record RetryHistory(
        int count, boolean mayHaveRun, @Nullable Suspect suspect, @Nullable Instant ended) {
    public static final RetryHistory NONE = new RetryHistory(0, false, null, null);

    /// For a call that goes to the same target once more.
    public static final RetryHistory MAY_HAVE_RUN = new RetryHistory(0, true, null, null);

    /// Limits the tries: an instance that turns away every connection must not keep the call for
    /// ever, and a call that ends its instances must not go through all of them.
    private static final int MAX_TRIES = 5;

    /// If two instances end within this time during one call, the call is taken to be the cause.
    private static final Duration SOON = Duration.ofSeconds(10);

    /// How far the answer was when the connection broke.
    public enum Progress {
        UNANSWERED,
        ANSWERING
    }

    /// An instance whose connection broke during the call. Whether the instance ended is often
    /// known only later, because its listener may outlive its connections for a moment.
    public record Suspect(Instance instance, Progress progress, Instant at) {}

    /// What to do next.
    public sealed interface Step {}

    /// Claim an instance for the session again.
    public record Again(RetryHistory history) implements Step {}

    public record Refuse(Refusal why) implements Step {}

    public boolean isLastTry() {
        return count + 1 >= MAX_TRIES;
    }

    /// The instance saw nothing of the call.
    public RetryHistory unreached() {
        return new RetryHistory(count + 1, mayHaveRun, suspect, ended);
    }

    /// The call may have run. For calls without a session.
    public RetryHistory lost() {
        return new RetryHistory(count + 1, true, suspect, ended);
    }

    /// The connection to the call's instance broke.
    ///
    /// @param isLost whether an instance is gone
    public Step lost(
            Instance instance, Progress progress, Predicate<Instance> isLost, Instant now) {
        if (!isLost.test(instance)) {
            return new Again(
                    new RetryHistory(
                            count + 1, true, new Suspect(instance, progress, now), ended(isLost)));
        }
        return progress == Progress.UNANSWERED || isSoonAfter(ended(isLost), now)
                ? new Refuse(new Refusal.OutcomeUnknown())
                : new Again(new RetryHistory(count + 1, true, null, now));
    }

    /// When an instance that was answering ended, as far as is known now.
    private @Nullable Instant ended(Predicate<Instance> isLost) {
        return suspect != null
                        && suspect.progress() == Progress.ANSWERING
                        && isLost.test(suspect.instance())
                ? suspect.at()
                : ended;
    }

    /// Whether the call must go to no other instance: one ended before it answered, or a second
    /// ended soon after the first.
    ///
    /// @param isLost whether an instance is gone
    public boolean isDangerous(Predicate<Instance> isLost) {
        if (suspect == null || !isLost.test(suspect.instance())) {
            return false;
        }
        return switch (suspect.progress()) {
            case UNANSWERED -> true;
            case ANSWERING -> isSoonAfter(ended, suspect.at());
        };
    }

    private static boolean isSoonAfter(@Nullable Instant ended, Instant now) {
        return ended != null && now.isBefore(ended.plus(SOON));
    }

    /// The refusal if there is no other instance. A call that may have run must not be repeated
    /// blindly, so that outranks `why`.
    public Refusal refusal(Refusal why) {
        return mayHaveRun ? new Refusal.OutcomeUnknown() : why;
    }
}
