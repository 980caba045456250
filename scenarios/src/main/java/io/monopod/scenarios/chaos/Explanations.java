package io.monopod.scenarios.chaos;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What happened for no reason: neither anything that was done to a process nor what a client asked
/// for explains it. Every method tells it in words; none is well.
final class Explanations {
    /// Of the calls that reach a gateway a sound run serves half, and a third on a machine that is
    /// much too busy: the rest come while every instance is held, or the gateway has just started.
    private static final double LEAST_SERVED = 0.2;

    private final List<Hold> holds;
    private final Incidents incidents;
    private final List<Asked> asked;
    private final List<Sighting> sightings;
    private final Set<String> sessions;

    /// @param asked by the clients whose sessions are looked at
    /// @param sightings of theirs
    Explanations(
            List<Hold> holds, Incidents incidents, List<Asked> asked, List<Sighting> sightings) {
        this.holds = holds;
        this.incidents = incidents;
        this.asked = asked;
        this.sightings = sightings;
        this.sessions = asked.stream().map(Asked::session).collect(Collectors.toSet());
    }

    /// Sessions that an instance ended although it was left in peace, and so was its client.
    List<String> ends() {
        return holds.stream()
                .filter(hold -> !hold.isOpen() && sessions.contains(hold.session()))
                .filter(hold -> !isExplained(hold))
                .map(hold -> hold + "; its client: " + latestCalls(hold))
                .toList();
    }

    /// What is to be looked at first.
    private String latestCalls(Hold hold) {
        return askedBefore(hold)
                .sorted(Comparator.comparing(Asked::from).reversed())
                .limit(3)
                .map(Asked::told)
                .collect(Collectors.joining(", before that "));
    }

    /// What the session's client asked for before the hold ended.
    private Stream<Asked> askedBefore(Hold hold) {
        return asked.stream()
                .filter(call -> call.session().equals(hold.session()))
                .filter(call -> !call.from().isAfter(hold.to()));
    }

    private boolean isExplained(Hold hold) {
        return switch (hold.reason()) {
            case "shutdown" ->
                    explain(hold, Explanations::isShutdown) || wasShutDownElsewhere(hold);
            case "never-used" -> !hasServed(hold) && explain(hold, Explanations::isCutOff);
            case "duplicate" -> wasStopped(hold) || (!hasServed(hold) && isBack(hold));
            case "instance-lost" -> wasStopped(hold) || wasEnding(hold);
            case "bind-unknown" ->
                    !hasServed(hold)
                            && (wasStopped(hold)
                                    || gatewayWasAway(hold)
                                    || explain(hold, Explanations::isCutOff));
            // Nobody is silent for that long, and nobody forces an end.
            default -> false;
        };
    }

    private boolean explain(Hold hold, Predicate<Asked> reason) {
        return askedBefore(hold)
                .filter(reason)
                .anyMatch(call -> !hold.to().isAfter(latestEffect(call, hold)));
    }

    /// A call that was given up may still lie with the gateway, or in the socket of an instance.
    private Instant latestEffect(Asked call, Hold hold) {
        return call.outcome().isSettled() ? call.to() : soonAfter(call.to(), hold);
    }

    /// Whether its instance woke with a session that had gone on elsewhere until its client shut it
    /// down there, and was told so.
    private boolean wasShutDownElsewhere(Hold hold) {
        return longStops(hold)
                .anyMatch(
                        stop ->
                                askedBefore(hold)
                                        .filter(Explanations::isShutdown)
                                        .anyMatch(call -> call.to().isAfter(stop.from())));
    }

    private static boolean isShutdown(Asked call) {
        return call.what() == Asked.What.SHUTDOWN;
    }

    private static boolean isCutOff(Asked call) {
        return switch (call.outcome()) {
            case CANCELLED, TOO_LATE, UNREACHED -> true;
            case SERVED, NO_SESSION, NO_PLACE, UNAVAILABLE, ENDED, WRONG -> false;
        };
    }

    /// Whether it certainly has: the next hold may be of the same session on the same instance.
    private boolean hasServed(Hold hold) {
        return sightings.stream()
                .filter(seen -> seen.session().equals(hold.session()))
                .filter(seen -> seen.pod().equals(hold.pod()))
                .anyMatch(seen -> hold.contains(seen.from(), seen.to()));
    }

    /// Whether another instance woke with the session while this one was being bound, so that it
    /// went on there.
    private boolean isBack(Hold hold) {
        return holds.stream()
                .filter(other -> other.session().equals(hold.session()))
                .filter(other -> !other.pod().equals(hold.pod()))
                .filter(other -> other.touches(hold.to(), hold.to()))
                .anyMatch(other -> wasStopped(other.ended(hold.to(), hold.reason())));
    }

    private boolean wasStopped(Hold hold) {
        return longStops(hold).findAny().isPresent();
    }

    /// Those of its instance, soon before its end, that were so long that its lease could lapse.
    private Stream<Incidents.Span> longStops(Hold hold) {
        return incidents.longStopsOf(hold.pod()).stream().filter(stop -> isSoonAfter(stop, hold));
    }

    /// Whether its instance was on its way out, where it may go on for the drain time.
    private boolean wasEnding(Hold hold) {
        return incidents
                .endingOf(hold.pod())
                .filter(ending -> ending.touches(hold.to(), hold.to()))
                .isPresent();
    }

    private boolean gatewayWasAway(Hold hold) {
        return incidents.gatewayKills().stream().anyMatch(kill -> isSoonAfter(kill, hold))
                || incidents.gatewayStops().stream().anyMatch(stop -> isSoonAfter(stop, hold));
    }

    private boolean isSoonAfter(Incidents.Span incident, Hold hold) {
        return !hold.to().isBefore(incident.from())
                && !hold.to().isAfter(soonAfter(incident.to(), hold));
    }

    private Instant soonAfter(Instant time, Hold hold) {
        return incidents.undisturbed(involved(hold), time, Verdicts.LATEST_END);
    }

    /// Its instance, and those that have its session by then: it is told that it is a duplicate
    /// when they have reported.
    private List<String> involved(Hold hold) {
        return holds.stream()
                .filter(other -> other.session().equals(hold.session()))
                .filter(other -> other.touches(hold.to(), hold.to()))
                .map(Hold::pod)
                .distinct()
                .toList();
    }

    /// Calls that were told that their session ended under them, which no instance knows of.
    List<String> aborts() {
        return calls(
                Outcome.ENDED,
                call ->
                        holds.stream()
                                .filter(hold -> hold.session().equals(call.session()))
                                .noneMatch(hold -> isWithin(hold.to(), call)));
    }

    private static boolean isWithin(Instant time, Asked call) {
        return !time.isBefore(call.from()) && !time.isAfter(call.to());
    }

    /// Calls that did not reach the gateway, or lost it, while it was there.
    List<String> losses() {
        return calls(
                Outcome.UNREACHED,
                call ->
                        incidents.gatewayKills().stream()
                                .noneMatch(kill -> kill.touches(before(call), call.to())));
    }

    /// From when the client called before: grpc-java, which is busy giving up a connection, may
    /// answer a call by what it met for the one before it.
    private Instant before(Asked call) {
        return asked.stream()
                .filter(other -> other.session().equals(call.session()))
                .map(Asked::from)
                .filter(from -> from.isBefore(call.from()))
                .max(Comparator.naturalOrder())
                .orElse(call.from());
    }

    private List<String> calls(Outcome outcome, Predicate<Asked> unexplained) {
        return asked.stream()
                .filter(call -> call.outcome() == outcome)
                .filter(unexplained)
                .map(Asked::toString)
                .toList();
    }

    /// Whether so few calls are served that no incident accounts for it.
    List<String> shortage() {
        return served() < LEAST_SERVED * arrived() ? List.of(share()) : List.of();
    }

    String share() {
        return "%d of %d that reached it".formatted(served(), arrived());
    }

    private long served() {
        return asked.stream().filter(Asked::served).count();
    }

    private long arrived() {
        return asked.stream().filter(call -> call.outcome() != Outcome.UNREACHED).count();
    }
}
