package io.monopod.scenarios.engine;

import io.monopod.contract.Names;
import io.monopod.scenarios.event.RetryHint;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What `grpc-retry-pushback-ms` may say, in milliseconds, both ends included; -1 is "do not
/// retry".
public record Pushback(long least, long most) {
    static final Pushback NEVER = exactly(-1);

    static Pushback exactly(long millis) {
        return new Pushback(millis, millis);
    }

    static Pushback between(long least, long most) {
        return new Pushback(least, most);
    }

    /// In what a hint departs from this, in words; empty if in nothing.
    List<String> departures(RetryHint retry) {
        Long millis = retry.pushbackMillis();
        if (millis == null) {
            return List.of("no " + Names.RETRY_PUSHBACK);
        }
        List<String> departures = new ArrayList<>();
        if (millis < least || millis > most) {
            departures.add("expected a pushback of " + this + ", got " + millis);
        }
        // RetryInfo has no word for "do not retry".
        Duration delay = retry.retryDelay();
        if (millis >= 0 && (delay == null || delay.toMillis() != millis)) {
            departures.add("pushback is " + millis + " ms, but RetryInfo says " + delay);
        }
        return departures;
    }

    @Override
    public String toString() {
        return least == most ? least + " ms" : least + " to " + most + " ms";
    }
}
