package io.monopod.simulation;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/// The only source of randomness: the same seed gives the same world.
public final class Chance {
    private final SplittableRandom random;

    public Chance(long seed) {
        random = new SplittableRandom(seed);
    }

    /// True with probability 1/n; never if `n` is 0.
    public boolean oneIn(int n) {
        return n > 0 && random.nextInt(n) == 0;
    }

    /// From 0 to `n - 1`.
    public int below(int n) {
        return random.nextInt(n);
    }

    public int between(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    public Duration between(Duration least, Duration most) {
        return Duration.ofNanos(random.nextLong(least.toNanos(), most.toNanos() + 1));
    }

    public Duration millis(int least, int most) {
        return between(Duration.ofMillis(least), Duration.ofMillis(most));
    }

    public <T> T oneOf(List<T> choice) {
        return choice.get(random.nextInt(choice.size()));
    }
}
