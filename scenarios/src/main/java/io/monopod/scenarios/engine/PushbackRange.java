package io.monopod.scenarios.engine;

import io.monopod.contract.Names;
import io.monopod.scenarios.event.RetryHint;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The allowed values of `grpc-retry-pushback-ms` in milliseconds, inclusive; -1 means do not
/// retry.
public record PushbackRange(long min, long max) {
    static final PushbackRange NEVER = new PushbackRange(-1, -1);

    /// With the gateway's jitter: from half to one and a half times the value.
    static PushbackRange about(long millis) {
        return new PushbackRange(millis / 2, millis + millis / 2);
    }

    /// The differences between a hint and this range, in words; empty if none.
    List<String> differences(RetryHint retry) {
        Long millis = retry.pushbackMillis();
        if (millis == null) {
            return List.of("no " + Names.RETRY_PUSHBACK);
        }
        List<String> differences = new ArrayList<>();
        if (millis < min || millis > max) {
            differences.add("expected a pushback of " + this + ", got " + millis);
        }
        // RetryInfo cannot express "do not retry".
        Duration delay = retry.retryDelay();
        if (millis >= 0 && (delay == null || delay.toMillis() != millis)) {
            differences.add("pushback is " + millis + " ms, but RetryInfo says " + delay);
        }
        return differences;
    }

    @Override
    public String toString() {
        return min == max ? min + " ms" : min + " to " + max + " ms";
    }
}
