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

    /// From the end of a fault of one of several gateways, or of their store, until another gateway
    /// leads and the instances have come to it: the leader's lease, an election, and heartbeats.
    private static final Duration ELECTION = Duration.ofSeconds(6);

    private final boolean shared;
    private final Map<String, Span> kills = new HashMap<>();
    private final Map<String, Span> endings = new HashMap<>();
    private final Map<String, List<Span>> stops = new HashMap<>();
    private final List<Span> gatewayKills = new ArrayList<>();
    private final List<Span> gatewayStops = new ArrayList<>();
    private final List<Span> storeFaults = new ArrayList<>();

    /// @param shared whether several gateways share a store
    Incidents(boolean shared) {
        this.shared = shared;
    }

    /// Whether it is the store that knows who has which session, not a gateway's memory.
    boolean isShared() {
        return shared;
    }

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

    /// @param span from before it was killed, or asked to end, until its successor was ready
    synchronized void gatewayKilled(Span span) {
        gatewayKills.add(span);
    }

    synchronized void gatewayStopped(Span span) {
        gatewayStops.add(span);
    }

    synchronized void storeMemberAway(Span span) {
        storeFaults.add(span);
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
    /// was stopped, no gateway was killed or stopped, and no member of the store was away.
    synchronized Instant undisturbed(Collection<String> pods, Instant since, Duration time) {
        List<Span> disturbances =
                Stream.of(
                                gatewayKills.stream().map(this::untilLed),
                                gatewayStops.stream().map(this::untilLed),
                                storeFaults.stream().map(this::untilLed),
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

    private Span untilLed(Span fault) {
        return shared ? new Span(fault.from(), fault.to().plus(ELECTION)) : fault;
    }

    /// All incidents on one line.
    synchronized String summary() {
        long stopped = stops.values().stream().mapToLong(List::size).sum();
        String store = shared ? "; the store's members: " + storeFaults.size() + " away" : "";
        return "instances: %d killed, %d stopped, %d ended; %s: %d killed, %d stopped%s"
                .formatted(
                        kills.size(),
                        stopped,
                        endings.size(),
                        shared ? "gateways" : "the gateway",
                        gatewayKills.size(),
                        gatewayStops.size(),
                        store);
    }
}
