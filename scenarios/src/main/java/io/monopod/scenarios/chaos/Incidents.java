package io.monopod.scenarios.chaos;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What was done to the processes, and when. Its lock guards all of its fields.
final class Incidents {
    /// A process stopped by SIGSTOP: between the two it did nothing at all.
    record Stop(String pod, Instant from, Instant to) {}

    private final Map<String, Instant> kills = new HashMap<>();
    private final List<Stop> stops = new ArrayList<>();
    private final List<Instant> gatewayKills = new ArrayList<>();
    private int gatewayStops;

    /// @param at no later than the process's last moment
    synchronized void killed(String pod, Instant at) {
        kills.put(pod, at);
    }

    synchronized void stopped(String pod, Instant from, Instant to) {
        stops.add(new Stop(pod, from, to));
    }

    synchronized void gatewayKilled(Instant at) {
        gatewayKills.add(at);
    }

    synchronized void gatewayStopped() {
        gatewayStops++;
    }

    synchronized Optional<Instant> killOf(String pod) {
        return Optional.ofNullable(kills.get(pod));
    }

    synchronized List<Stop> stopsOf(String pod) {
        return stops.stream().filter(stop -> stop.pod().equals(pod)).toList();
    }

    synchronized boolean gatewayWasKilled(Instant from, Instant to) {
        return gatewayKills.stream().anyMatch(at -> !at.isBefore(from) && !at.isAfter(to));
    }

    /// In one line.
    synchronized String summary() {
        return "instances: %d killed, %d stopped; the gateway: %d killed, %d stopped"
                .formatted(kills.size(), stops.size(), gatewayKills.size(), gatewayStops);
    }
}
