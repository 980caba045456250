package io.monopod.gateway.retry;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// When a refused client may retry.
public final class Pushback {
    /// With jitter an estimate is at least 250 ms and at most 30 s.
    private static final Duration MIN = Duration.ofMillis(500);

    private static final Duration MAX = Duration.ofSeconds(20);

    /// Enough values to spread clients, and few enough that the answers in a flood of refusals
    /// repeat.
    private static final int JITTERS = 64;

    private Pushback() {}

    /// The estimate within the limits, before jitter. Jitter comes after the limits, so that
    /// clients at a limit are spread, too.
    public static Duration estimate(Duration expected) {
        if (expected.compareTo(MIN) < 0) {
            return MIN;
        }
        return expected.compareTo(MAX) > 0 ? MAX : expected;
    }

    /// `after` times 0.5 to 1.5, so that clients that were refused together do not retry together.
    public static Duration jittered(Duration after, RandomGenerator random) {
        double factor = 0.5 + random.nextInt(JITTERS) / (JITTERS - 1.0);
        return Duration.ofMillis((long) (after.toMillis() * factor));
    }
}
