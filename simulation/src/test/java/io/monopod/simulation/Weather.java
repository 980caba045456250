package io.monopod.simulation;

import java.time.Duration;
import java.util.List;

/// What the network does to messages.
///
/// @param lostOneIn how many control messages there are to one that is lost; 0 for none
/// @param doubledOneIn the same for those that arrive twice
/// @param lateOneIn the same for those, of any kind, that take up to `late`
record Weather(int lostOneIn, int doubledOneIn, int lateOneIn, Duration usual, Duration late) {
    static final Weather CALM = new Weather(0, 0, 0, Duration.ofMillis(2), Duration.ofMillis(2));

    static Weather any(Chance chance) {
        return new Weather(
                chance.oneOf(List.of(0, 5, 20, 100)),
                chance.oneOf(List.of(0, 5, 20, 100)),
                chance.oneOf(List.of(0, 4, 20)),
                chance.oneOf(List.of(Duration.ofMillis(2), Duration.ofMillis(50))),
                chance.millis(100, 5_000));
    }
}
