package io.monopod.simulation.many;

import io.monopod.instance.slot.AfterSession;
import io.monopod.simulation.Chance;

import java.time.Duration;
import java.util.List;

/// The parameters of a simulated world.
///
/// @param places of instances
/// @param queuePlaces how many sessions may wait
/// @param bindWithin the timeout of a control request
/// @param clockSkew the maximum error of a gateway's time of day
/// @param clockDrift the maximum clock drift, in parts per million
record Settings(
        AfterSession afterSession,
        int gateways,
        int places,
        int sessions,
        int queuePlaces,
        Duration lease,
        Duration bindWithin,
        Duration clockSkew,
        int clockDrift) {
    static final Duration HEARTBEAT = Duration.ofSeconds(1);

    static Settings any(Chance chance) {
        return new Settings(
                chance.oneOf(List.of(AfterSession.values())),
                chance.between(2, 4),
                chance.between(1, 4),
                chance.between(1, 8),
                chance.between(2, 8),
                Duration.ofSeconds(3),
                chance.millis(500, 3_000),
                chance.oneOf(List.of(Duration.ZERO, Duration.ofSeconds(5), Duration.ofHours(1))),
                chance.oneOf(List.of(0, 200)));
    }
}
