package io.monopod.datapath.splice;

import io.monopod.datapath.call.TimeLimit;
import io.monopod.datapath.connection.Deadline;
import io.monopod.datapath.splice.CallState.Cause;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/// The time limits of a call: the client's deadline and the gateway's [TimeLimit]. Guarded by the
/// lock.
final class CallClock {
    static final EncodedAnswer TOO_LATE = EncodedAnswer.of(4, "deadline exceeded");

    /// Ends a call, under the lock.
    @FunctionalInterface
    interface End {
        void end(Cause cause, EncodedAnswer answer);
    }

    private final Downstream downstream;
    private final End call;
    private final @Nullable Deadline deadline;
    private @Nullable Deadline expiry;

    /// @param timeout the client's timeout; null for none
    CallClock(Downstream downstream, @Nullable Duration timeout, End call) {
        this.downstream = downstream;
        this.call = call;
        deadline = timeout == null ? null : endAfter(timeout, Cause.LATE, TOO_LATE);
    }

    /// Sets the gateway's limit. Only the first one counts.
    void limit(@Nullable TimeLimit limit) {
        if (limit != null && expiry == null) {
            expiry = endAfter(limit.left(), Cause.EXPIRED, EncodedAnswer.of(limit.answer()));
        }
    }

    /// Whether the client's deadline has passed, or nearly so.
    boolean isLate() {
        return deadline != null && deadline.isNear();
    }

    void stop() {
        if (deadline != null) {
            deadline.cancel();
        }
        if (expiry != null) {
            expiry.cancel();
        }
    }

    private Deadline endAfter(Duration time, Cause cause, EncodedAnswer answer) {
        return downstream
                .deadlines()
                .schedule(time, () -> downstream.group().run(() -> call.end(cause, answer)));
    }
}
