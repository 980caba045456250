package io.monopod.simulation;

import io.monopod.gateway.assign.Policy;
import io.monopod.gateway.table.Quotas;
import io.monopod.instance.slot.AfterSession;

import java.time.Duration;
import java.util.List;

/// The parameters of a simulated world.
///
/// @param bindWithin the timeout of a control request
/// @param clockSkew the maximum error of a gateway's time of day
/// @param clockDrift the maximum clock drift, in parts per million
/// @param sessionIdle how long a session may be without a call
/// @param users the number of users that share the sessions
/// @param quotas the limits of each user
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
        Duration sessionIdle,
        int users,
        Quotas quotas) {

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
                                Duration.ofSeconds(2))),
                chance.between(1, 9),
                chance.oneIn(2)
                        ? new Quotas(chance.between(0, 3), chance.between(0, 2))
                        : Quotas.NONE);
    }
}
