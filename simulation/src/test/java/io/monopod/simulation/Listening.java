package io.monopod.simulation;

import io.monopod.contract.InstanceId;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Whom a gateway has heard, and when, by its own clock.
final class Listening {
    private final Instant began;
    private final Map<InstanceId, Instant> heard = new LinkedHashMap<>();

    /// When it did not run, as far as it has noticed.
    private final List<Standstill> standstills = new ArrayList<>();

    private record Standstill(Instant from, Instant to) {
        Duration after(Instant since) {
            var begin = since.isAfter(from) ? since : from;
            return begin.isBefore(to) ? Duration.between(begin, to) : Duration.ZERO;
        }
    }

    Listening(Instant began) {
        this.began = began;
    }

    void heard(InstanceId instance, Instant now) {
        heard.put(instance, now);
    }

    void stoodStill(Duration time, Instant now) {
        standstills.add(new Standstill(now.minus(time), now));
    }

    /// For how long it has listened in vain for the instance.
    Duration silence(InstanceId instance, Instant now) {
        var since = heard.getOrDefault(instance, began);
        var silence = Duration.between(since, now);
        for (var standstill : standstills) {
            silence = silence.minus(standstill.after(since));
        }
        return silence;
    }

    /// Whether another was heard since the instance was heard last.
    boolean hasHeardOthersSince(InstanceId instance) {
        var since = heard.getOrDefault(instance, began);
        return heard.entrySet().stream()
                .anyMatch(
                        other ->
                                !other.getKey().equals(instance)
                                        && other.getValue().isAfter(since));
    }
}
