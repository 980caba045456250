package io.monopod.scenarios.chaos;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The faults, and when they happened. Its lock guards all of its fields.
final class Incidents {
    /// An instance is lost a lease (3 s) after its last heartbeat. That heartbeat may have been
    /// sent a heartbeat interval (1 s) and a little more before the stop.
    static final Duration SOONEST_LAPSE = Duration.ofMillis(1_500);

    /// From just before a fault until it is certainly over.
    record Span(Instant from, Instant to) {
        Span {
            from = SlotLog.logged(from);
        }

        Duration length() {
            return Duration.between(from, to);
        }

        /// Whether it overlaps the time from `earliest` to `latest`.
        boolean touches(Instant earliest, Instant latest) {
            return !from.isAfter(latest) && !to.isBefore(earliest);
        }
    }

    private final Map<String, Span> kills = new HashMap<>();
    private final Map<String, Span> endings = new HashMap<>();
    private final Map<String, List<Span>> stops = new HashMap<>();
    private final List<Span> gatewayKills = new ArrayList<>();
    private final List<Span> gatewayStops = new ArrayList<>();

    /// @param span from before it was killed until it was gone
    synchronized void killed(String pod, Span span) {
        kills.put(pod, span);
    }

    /// @param span from before it was asked to end until it had ended
    synchronized void ended(String pod, Span span) {
        endings.put(pod, span);
    }

    /// @param span the stop, except for its very first and last moments
    synchronized void stopped(String pod, Span span) {
        stops.computeIfAbsent(pod, _ -> new ArrayList<>()).add(span);
    }

    /// @param span from before it was killed until its successor was ready
    synchronized void gatewayKilled(Span span) {
        gatewayKills.add(span);
    }

    synchronized void gatewayStopped(Span span) {
        gatewayStops.add(span);
    }

    synchronized Optional<Span> killOf(String pod) {
        return Optional.ofNullable(kills.get(pod));
    }

    synchronized Optional<Span> endingOf(String pod) {
        return Optional.ofNullable(endings.get(pod));
    }

    /// Stops that were long enough for the instance's lease to lapse.
    synchronized List<Span> longStopsOf(String pod) {
        return stopsOf(pod).filter(stop -> stop.length().compareTo(SOONEST_LAPSE) >= 0).toList();
    }

    private Stream<Span> stopsOf(String pod) {
        return stops.getOrDefault(pod, List.of()).stream();
    }

    synchronized List<Span> gatewayKills() {
        return List.copyOf(gatewayKills);
    }

    synchronized List<Span> gatewayStops() {
        return List.copyOf(gatewayStops);
    }

    /// The end of the first period of this length after `since` in which none of these instances
    /// was stopped and the gateway was neither killed nor stopped.
    synchronized Instant undisturbed(Collection<String> pods, Instant since, Duration time) {
        List<Span> disturbances =
                Stream.of(
                                gatewayKills.stream(),
                                gatewayStops.stream(),
                                pods.stream().flatMap(this::stopsOf))
                        .flatMap(spans -> spans)
                        .toList();
        Instant begin = since;
        while (true) {
            Instant from = begin;
            Optional<Span> disturbance =
                    disturbances.stream()
                            .filter(span -> span.to().isAfter(from))
                            .filter(span -> span.from().isBefore(from.plus(time)))
                            .findFirst();
            if (disturbance.isEmpty()) {
                return from.plus(time);
            }
            begin = disturbance.get().to();
        }
    }

    /// All incidents on one line.
    synchronized String summary() {
        long stopped = stops.values().stream().mapToLong(List::size).sum();
        return "instances: %d killed, %d stopped, %d ended; the gateway: %d killed, %d stopped"
                .formatted(
                        kills.size(),
                        stopped,
                        endings.size(),
                        gatewayKills.size(),
                        gatewayStops.size());
    }
}
