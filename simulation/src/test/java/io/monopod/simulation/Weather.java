package io.monopod.simulation;

import java.time.Duration;
import java.util.List;

/// The current condition of the network.
///
/// @param lostOneIn one in this many control messages is lost; 0 for none
/// @param doubledOneIn one in this many control messages is duplicated; 0 for none
/// @param lateOneIn one in this many messages of any kind takes up to `late`; 0 for none
public record Weather(
        int lostOneIn, int doubledOneIn, int lateOneIn, Duration usual, Duration late) {
    public static final Weather CALM =
            new Weather(0, 0, 0, Duration.ofMillis(2), Duration.ofMillis(2));

    public static Weather any(Chance chance) {
        return new Weather(
                chance.oneOf(List.of(0, 5, 20, 100)),
                chance.oneOf(List.of(0, 5, 20, 100)),
                chance.oneOf(List.of(0, 4, 20)),
                chance.oneOf(List.of(Duration.ofMillis(2), Duration.ofMillis(50))),
                chance.millis(100, 5_000));
    }
}
