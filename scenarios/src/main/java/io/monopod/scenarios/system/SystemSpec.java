package io.monopod.scenarios.system;

import java.time.Duration;

/// The system that is wanted.
///
/// @param subscribeInterval from one message of `MyServiceSubscribe` to the next
public record SystemSpec(
        int instances, Policy policy, AfterSession afterSession, Duration subscribeInterval) {
    public static final SystemSpec STANDARD =
            new SystemSpec(3, Policy.EXCLUSIVE, AfterSession.REUSE, Duration.ofSeconds(5));

    public SystemSpec {
        if (instances < 0) {
            throw new IllegalArgumentException("instances must not be negative: " + instances);
        }
        if (!subscribeInterval.isPositive()) {
            throw new IllegalArgumentException(
                    "subscribe interval must be positive: " + subscribeInterval);
        }
    }

    public SystemSpec withInstances(int count) {
        return new SystemSpec(count, policy, afterSession, subscribeInterval);
    }

    public SystemSpec withPolicy(Policy other) {
        return new SystemSpec(instances, other, afterSession, subscribeInterval);
    }

    public SystemSpec withAfterSession(AfterSession other) {
        return new SystemSpec(instances, policy, other, subscribeInterval);
    }

    public SystemSpec withSubscribeInterval(Duration interval) {
        return new SystemSpec(instances, policy, afterSession, interval);
    }
}
