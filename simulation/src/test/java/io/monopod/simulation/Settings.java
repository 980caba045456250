package io.monopod.simulation;

import io.monopod.gateway.assign.Policy;
import io.monopod.myservice.instance.AfterSession;

import java.time.Duration;
import java.util.List;

/// What one simulated world is like.
///
/// @param bindWithin how long the gateway waits for the answer to a control request
/// @param clockSkew how far a gateway's time of day may be off
/// @param clockDrift by how many millionths a clock may be too fast or too slow
/// @param sessionIdle a session without a call for longer ends
record Settings(
        Policy policy,
        AfterSession afterSession,
        int places,
        int sessions,
        int queuePlaces,
        Duration lease,
        Duration bindWithin,
        Duration clockSkew,
        int clockDrift,
        Duration sessionIdle) {

    static Settings any(Chance chance) {
        return new Settings(
                chance.oneIn(4) ? Policy.STRICT : Policy.EXCLUSIVE,
                chance.oneOf(List.of(AfterSession.values())),
                chance.between(1, 5),
                chance.between(1, 9),
                chance.between(1, 6),
                Duration.ofSeconds(3),
                chance.millis(500, 3_000),
                chance.oneOf(List.of(Duration.ZERO, Duration.ofSeconds(5), Duration.ofHours(1))),
                chance.oneOf(List.of(0, 200)),
                chance.oneOf(
                        List.of(
                                Duration.ofMinutes(5),
                                Duration.ofSeconds(10),
                                Duration.ofSeconds(2))));
    }
}
