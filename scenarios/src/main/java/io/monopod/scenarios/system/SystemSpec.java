package io.monopod.scenarios.system;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// The setup of a system.
///
/// @param supervision for instances that exit after their session
/// @param subscribeInterval between two messages of `MyServiceSubscribe`
/// @param gatewaySettings further keys of the gateway's configuration (see `docs/configuration.md`)
///   with dashes for dots: `session-idle` to `1s`
public record SystemSpec(
        int instances,
        Policy policy,
        AfterSession afterSession,
        Supervision supervision,
        Duration subscribeInterval,
        Map<String, String> gatewaySettings) {
    public static final SystemSpec STANDARD =
            new SystemSpec(
                    3,
                    Policy.EXCLUSIVE,
                    AfterSession.REUSE,
                    Supervision.REPLACE,
                    Duration.ofSeconds(5),
                    Map.of());

    public SystemSpec {
        if (instances < 0) {
            throw new IllegalArgumentException("instances must not be negative: " + instances);
        }
        if (!subscribeInterval.isPositive()) {
            throw new IllegalArgumentException(
                    "subscribe interval must be positive: " + subscribeInterval);
        }
        gatewaySettings = Map.copyOf(gatewaySettings);
    }

    public SystemSpec withInstances(int count) {
        return new SystemSpec(
                count, policy, afterSession, supervision, subscribeInterval, gatewaySettings);
    }

    public SystemSpec withPolicy(Policy other) {
        return new SystemSpec(
                instances, other, afterSession, supervision, subscribeInterval, gatewaySettings);
    }

    public SystemSpec withAfterSession(AfterSession other) {
        return new SystemSpec(
                instances, policy, other, supervision, subscribeInterval, gatewaySettings);
    }

    public SystemSpec withSupervision(Supervision other) {
        return new SystemSpec(
                instances, policy, afterSession, other, subscribeInterval, gatewaySettings);
    }

    public SystemSpec withSubscribeInterval(Duration interval) {
        return new SystemSpec(
                instances, policy, afterSession, supervision, interval, gatewaySettings);
    }

    public SystemSpec withOnFull(OnFull onFull) {
        return withGatewaySetting("waiting-room-on-full", onFull.word());
    }

    public SystemSpec withGatewaySetting(String key, String value) {
        Map<String, String> settings = new LinkedHashMap<>(gatewaySettings);
        settings.put(key, value);
        return new SystemSpec(
                instances, policy, afterSession, supervision, subscribeInterval, settings);
    }
}
