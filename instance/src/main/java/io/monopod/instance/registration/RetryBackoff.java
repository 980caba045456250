package io.monopod.instance.registration;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// The delay before the next retry: it doubles up to a limit, and half of it is random, so that
/// instances do not retry in step ("Exponential Backoff And Jitter", AWS Architecture Blog, 2015,
/// "equal jitter").
public final class RetryBackoff {
    static final Duration FIRST = Duration.ofMillis(100);
    static final Duration LIMIT = Duration.ofSeconds(1);

    private final RandomGenerator random;
    private Duration next = FIRST;

    public RetryBackoff(RandomGenerator random) {
        this.random = random;
    }

    Duration next() {
        var half = next.dividedBy(2);
        var wait = half.plusNanos(random.nextLong(half.toNanos() + 1));
        next = next.multipliedBy(2).compareTo(LIMIT) < 0 ? next.multipliedBy(2) : LIMIT;
        return wait;
    }

    void reset() {
        next = FIRST;
    }
}
