package io.monopod.simulation;

import io.monopod.gateway.assign.Policy;
import io.monopod.myservice.instance.AfterSession;

import java.time.Duration;
import java.util.List;

/// What one simulated world is like.
///
/// @param bindWithin how long the gateway waits for the answer to a control request
/// @param clockSkew how far a gateway's clock may be off
record Settings(
        Policy policy,
        AfterSession afterSession,
        int places,
        int sessions,
        int queuePlaces,
        Duration lease,
        Duration bindWithin,
        Duration clockSkew) {

    static Settings any(Chance chance) {
        return new Settings(
                chance.oneIn(4) ? Policy.STRICT : Policy.EXCLUSIVE,
                chance.oneOf(List.of(AfterSession.values())),
                chance.between(1, 5),
                chance.between(1, 9),
                chance.between(1, 6),
                Duration.ofSeconds(3),
                chance.millis(500, 3_000),
                chance.oneOf(List.of(Duration.ZERO, Duration.ofSeconds(5), Duration.ofHours(1))));
    }
}
