package io.monopod.gateway.config;

import io.monopod.config.InvalidSetting;
import io.monopod.config.Key;

import java.time.Duration;

/// Where calls wait for an instance, those of each cluster in a line of their own.
public record WaitingRoomConfig(
        @Key(value = "1000", doc = "sessions that may wait in each cluster") int places,
        @Key(value = "60s", doc = "how long a call may wait at most") Duration longest) {
    public WaitingRoomConfig {
        InvalidSetting.unless(places >= 0, "places", places, "0 or more");
        InvalidSetting.unless(longest.isPositive(), "longest", longest, "more than 0s");
    }
}
