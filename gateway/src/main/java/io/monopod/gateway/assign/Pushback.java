package io.monopod.gateway.assign;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// When a client that was refused should come back.
///
/// If sessions last `mean` and `busy` instances hold one each, one of them ends every `mean / busy`
/// (their ends taken as independent), and whoever waits already is served before.
public final class Pushback {
    static final Duration SHORTEST = Duration.ofMillis(250);
    static final Duration LONGEST = Duration.ofSeconds(30);

    /// Enough to spread clients, and so few that the answers of a flood of refusals repeat.
    private static final int JITTERS = 64;

    private Pushback() {}

    /// How long until an instance is free for one more.
    static Duration expected(Duration mean, int busy, int waiting) {
        // Duration's own arithmetic is BigDecimal's, which a flood of refusals can do without.
        return Duration.ofMillis(mean.toMillis() * (waiting + 1L) / Math.max(1, busy));
    }

    /// `expected`, spread over half of it to one and a half, so that clients who were refused
    /// together do not come back together. 250 ms to 30 s.
    public static Duration jittered(Duration expected, RandomGenerator random) {
        double factor = 0.5 + random.nextInt(JITTERS) / (JITTERS - 1.0);
        return clamped(Duration.ofMillis((long) (expected.toMillis() * factor)));
    }

    private static Duration clamped(Duration wait) {
        if (wait.compareTo(SHORTEST) < 0) {
            return SHORTEST;
        }
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }
}
