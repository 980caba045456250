package io.monopod.gateway.proxy;

import io.monopod.gateway.call.TimeLimit;
import io.monopod.gateway.proxy.Stage.Cause;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/// How long a call may take: as the client says, and as the gateway does. Guarded by the lock.
final class CallClock {
    static final EncodedAnswer TOO_LATE = EncodedAnswer.of(4, "deadline exceeded");

    /// What ends a call, under the lock.
    @FunctionalInterface
    interface End {
        void end(Cause cause, EncodedAnswer answer);
    }

    private final ClientSide side;
    private final End call;
    private final @Nullable Deadline deadline;
    private @Nullable Deadline expiry;

    /// @param timeout the client's; null for none
    CallClock(ClientSide side, @Nullable Duration timeout, End call) {
        this.side = side;
        this.call = call;
        deadline = timeout == null ? null : endAfter(timeout, Cause.LATE, TOO_LATE);
    }

    /// Sets the gateway's limit; the first one counts.
    void limit(@Nullable TimeLimit limit) {
        if (limit != null && expiry == null) {
            expiry = endAfter(limit.left(), Cause.EXPIRED, EncodedAnswer.of(limit.answer()));
        }
    }

    /// Whether the client's time is over, or nearly so.
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
        return side.path().deadlines().schedule(time, () -> end(cause, answer));
    }

    /// Without the lock.
    private void end(Cause cause, EncodedAnswer answer) {
        side.splice().enter();
        try {
            call.end(cause, answer);
        } finally {
            side.splice().leave();
        }
    }
}
