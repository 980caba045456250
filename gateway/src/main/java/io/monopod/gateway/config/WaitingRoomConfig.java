package io.monopod.gateway.config;

import io.monopod.config.InvalidSetting;
import io.monopod.config.Key;
import io.monopod.gateway.route.OnFull;

import java.time.Duration;

/// The waiting room: each cluster has a queue of its own.
public record WaitingRoomConfig(
        @Key(value = "1000", doc = "sessions that may wait in each cluster") int places,
        @Key(value = "60s", doc = "how long a call may wait at most") Duration longest,
        @Key(
                        value = "refuse",
                        doc =
                                "what calls do when no instance is free, unless their route or they"
                                        + " themselves say so: refuse or wait")
                OnFull onFull) {
    public WaitingRoomConfig {
        InvalidSetting.unless(places >= 0, "places", places, "0 or more");
        InvalidSetting.unless(longest.isPositive(), "longest", longest, "more than 0s");
    }
}
