package io.monopod.simulation;

import io.monopod.contract.InstanceId;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// When a gateway last heard from each instance, by its own clock.
final class Listening {
    private final Instant began;
    private final Map<InstanceId, Instant> heard = new LinkedHashMap<>();

    /// The standstills of the gateway that it has noticed.
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

    void clockJumped(Duration time, Instant now) {
        standstills.add(new Standstill(now.minus(time), now));
    }

    /// How long the gateway has not heard from the instance while it was listening.
    Duration silence(InstanceId instance, Instant now) {
        var since = heard.getOrDefault(instance, began);
        var silence = Duration.between(since, now);
        for (var standstill : standstills) {
            silence = silence.minus(standstill.after(since));
        }
        return silence;
    }

    /// Whether another instance was heard after this one.
    boolean hasHeardOthersSince(InstanceId instance) {
        var since = heard.getOrDefault(instance, began);
        return heard.entrySet().stream()
                .anyMatch(
                        other ->
                                !other.getKey().equals(instance)
                                        && other.getValue().isAfter(since));
    }
}
