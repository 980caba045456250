package io.monopod.gateway.shared;

import io.monopod.gateway.assign.Grant;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Tells the instances until when the tokens of their sessions are valid, as far as this gateway
/// has seen them. Each ends its session with the last token that any gateway told it of.
/// Thread-safe; does not block.
final class Extensions {
    /// An instance that does not answer takes no calls either, so it is not urgent.
    private static final Duration AGAIN = Duration.ofMillis(500);

    private final Instances instances;
    private final InstantSource clock;

    @FunctionalInterface
    interface Instances {
        /// @return false if it must be told again
        boolean extend(Grant grant, Duration validFor);
    }

    /// @param instances tells one; may block
    Extensions(Instances instances, InstantSource clock) {
        this.instances = instances;
        this.clock = clock;
    }

    /// Tells the grant's instance, for as long as the grant lasts. A claim is known before its
    /// instance is bound, so it may have to be told again.
    void extend(Grant grant, Instant until) {
        Thread.ofVirtual().name("extension").start(() -> tell(grant, until));
    }

    private void tell(Grant grant, Instant until) {
        try {
            while (grant.calls().isOpen() && !instances.extend(grant, left(until))) {
                Thread.sleep(AGAIN);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Duration left(Instant until) {
        var left = Duration.between(clock.instant(), until);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
