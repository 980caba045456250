package io.monopod.scenarios.system;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// The setup of a system.
///
/// @param gateways several of them share their sessions by a store
/// @param storeMembers of the store's cluster; without meaning for one gateway
/// @param supervision for instances that exit after their session
/// @param subscribeInterval between two messages of `MyServiceSubscribe`
/// @param gatewaySettings further keys of the gateway's configuration (see `docs/configuration.md`)
///   with dashes for dots: `session-idle` to `1s`
public record SystemSpec(
        int gateways,
        int storeMembers,
        int instances,
        Policy policy,
        AfterSession afterSession,
        Supervision supervision,
        Duration subscribeInterval,
        Map<String, String> gatewaySettings) {
    public static final SystemSpec STANDARD =
            new SystemSpec(
                    1,
                    1,
                    3,
                    Policy.EXCLUSIVE,
                    AfterSession.REUSE,
                    Supervision.REPLACE,
                    Duration.ofSeconds(5),
                    Map.of());

    public static final int MAX_GATEWAYS = 9;

    public SystemSpec {
        if (gateways < 1 || gateways > MAX_GATEWAYS) {
            throw new IllegalArgumentException(
                    "gateways must be 1 to " + MAX_GATEWAYS + ": " + gateways);
        }
        if (storeMembers < 1) {
            throw new IllegalArgumentException("a store has members: " + storeMembers);
        }
        if (instances < 0) {
            throw new IllegalArgumentException("instances must not be negative: " + instances);
        }
        if (!subscribeInterval.isPositive()) {
            throw new IllegalArgumentException(
                    "subscribe interval must be positive: " + subscribeInterval);
        }
        gatewaySettings = Map.copyOf(gatewaySettings);
    }

    /// Whether several gateways share a store.
    public boolean isShared() {
        return gateways > 1;
    }

    public SystemSpec withGateways(int count) {
        return with(count, storeMembers, instances);
    }

    /// @param members of the store's cluster, if there are several gateways
    public SystemSpec withStoreMembers(int members) {
        return with(gateways, members, instances);
    }

    public SystemSpec withInstances(int count) {
        return with(gateways, storeMembers, count);
    }

    private SystemSpec with(int newGateways, int newMembers, int newInstances) {
        return new SystemSpec(
                newGateways,
                newMembers,
                newInstances,
                policy,
                afterSession,
                supervision,
                subscribeInterval,
                gatewaySettings);
    }

    public SystemSpec withPolicy(Policy other) {
        return with(other, afterSession, supervision, subscribeInterval, gatewaySettings);
    }

    public SystemSpec withAfterSession(AfterSession other) {
        return with(policy, other, supervision, subscribeInterval, gatewaySettings);
    }

    public SystemSpec withSupervision(Supervision other) {
        return with(policy, afterSession, other, subscribeInterval, gatewaySettings);
    }

    public SystemSpec withSubscribeInterval(Duration interval) {
        return with(policy, afterSession, supervision, interval, gatewaySettings);
    }

    public SystemSpec withOnFull(OnFull onFull) {
        return withGatewaySetting("waiting-room-on-full", onFull.word());
    }

    public SystemSpec withGatewaySetting(String key, String value) {
        Map<String, String> settings = new LinkedHashMap<>(gatewaySettings);
        settings.put(key, value);
        return with(policy, afterSession, supervision, subscribeInterval, settings);
    }

    private SystemSpec with(
            Policy newPolicy,
            AfterSession newEnd,
            Supervision newSupervision,
            Duration newInterval,
            Map<String, String> newSettings) {
        return new SystemSpec(
                gateways,
                storeMembers,
                instances,
                newPolicy,
                newEnd,
                newSupervision,
                newInterval,
                newSettings);
    }
}
