package io.monopod.scenarios.chaos;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Finds effects without a cause: neither a fault nor a client's call explains them. Every method
/// returns a text for each; an empty list is good.
final class EndExplanations {
    /// A healthy run serves half of the calls that reach the gateway, and a third on an overloaded
    /// machine. The others come while every instance is held, or just after the gateway's start.
    private static final double MIN_SERVED_SHARE = 0.2;

    private final List<LoggedHold> holds;
    private final Incidents incidents;
    private final List<CallRecord> calls;
    private final List<Observation> observations;
    private final Set<String> sessions;

    /// @param calls the calls of the clients whose sessions are checked
    /// @param observations of the same clients
    EndExplanations(
            List<LoggedHold> holds,
            Incidents incidents,
            List<CallRecord> calls,
            List<Observation> observations) {
        this.holds = holds;
        this.incidents = incidents;
        this.calls = calls;
        this.observations = observations;
        this.sessions = calls.stream().map(CallRecord::session).collect(Collectors.toSet());
    }

    /// Sessions that an instance ended although neither a fault nor the client's calls explain it.
    List<String> ends() {
        return holds.stream()
                .filter(hold -> !hold.isOpen() && sessions.contains(hold.session()))
                .filter(hold -> !isExplained(hold))
                .map(hold -> hold + "; its client: " + latestCalls(hold))
                .toList();
    }

    /// The calls to look at first.
    private String latestCalls(LoggedHold hold) {
        return callsBefore(hold)
                .sorted(Comparator.comparing(CallRecord::from).reversed())
                .limit(3)
                .map(CallRecord::summary)
                .collect(Collectors.joining(", before that "));
    }

    /// The calls of the session's client before the hold ended.
    private Stream<CallRecord> callsBefore(LoggedHold hold) {
        return calls.stream()
                .filter(call -> call.session().equals(hold.session()))
                .filter(call -> !call.from().isAfter(hold.to()));
    }

    private boolean isExplained(LoggedHold hold) {
        return switch (hold.reason()) {
            case "shutdown" ->
                    explain(hold, EndExplanations::isShutdown) || wasShutDownElsewhere(hold);
            case "never-used" ->
                    !hasServed(hold) && explain(hold, EndExplanations::leavesSessionUnused);
            case "duplicate" -> wasStopped(hold) || (!hasServed(hold) && isBack(hold));
            case "instance-lost" -> wasStopped(hold) || wasEnding(hold);
            case "bind-unknown" ->
                    !hasServed(hold)
                            && (wasStopped(hold)
                                    || gatewayWasAway(hold)
                                    || explain(hold, EndExplanations::isCutOff));
            // No client is silent for long enough to be idle, and nobody forces an end.
            default -> false;
        };
    }

    private boolean explain(LoggedHold hold, Predicate<CallRecord> reason) {
        return callsBefore(hold)
                .filter(reason)
                .anyMatch(call -> !hold.to().isAfter(latestEffect(call, hold)));
    }

    /// A call that its client gave up may still be queued at the gateway, or in an instance's
    /// socket.
    private Instant latestEffect(CallRecord call, LoggedHold hold) {
        return call.outcome().isSettled() ? call.to() : soonAfter(call.to(), hold);
    }

    /// Whether the client ended the session on another instance while this one was stopped, so that
    /// this one was told to end it when it woke.
    private boolean wasShutDownElsewhere(LoggedHold hold) {
        return longStops(hold)
                .anyMatch(
                        stop ->
                                callsBefore(hold)
                                        .filter(EndExplanations::isShutdown)
                                        .anyMatch(call -> call.to().isAfter(stop.from())));
    }

    private static boolean isShutdown(CallRecord call) {
        return call.what() == CallRecord.What.SHUTDOWN;
    }

    /// A call that was cancelled before its instance saw it, or a shutdown without a session: the
    /// gateway places it like any call, and the instance refuses it.
    private static boolean leavesSessionUnused(CallRecord call) {
        return isCutOff(call) || (isShutdown(call) && call.outcome() == Outcome.NO_SESSION);
    }

    private static boolean isCutOff(CallRecord call) {
        return switch (call.outcome()) {
            case CANCELLED, TOO_LATE, UNREACHED -> true;
            case SERVED, NO_SESSION, NO_PLACE, UNAVAILABLE, ENDED, WRONG -> false;
        };
    }

    /// Whether it certainly served a call: the next hold may be of the same session and instance.
    private boolean hasServed(LoggedHold hold) {
        return observations.stream()
                .filter(seen -> seen.session().equals(hold.session()))
                .filter(seen -> seen.pod().equals(hold.pod()))
                .anyMatch(seen -> hold.contains(seen.from(), seen.to()));
    }

    /// Whether another instance woke with the session during this bind, and kept it.
    private boolean isBack(LoggedHold hold) {
        return holds.stream()
                .filter(other -> other.session().equals(hold.session()))
                .filter(other -> !other.pod().equals(hold.pod()))
                .filter(other -> other.touches(hold.to(), hold.to()))
                .anyMatch(other -> wasStopped(other.ended(hold.to(), hold.reason())));
    }

    private boolean wasStopped(LoggedHold hold) {
        return longStops(hold).findAny().isPresent();
    }

    /// The stops of its instance shortly before its end that were long enough for its lease to
    /// lapse.
    private Stream<Incidents.Span> longStops(LoggedHold hold) {
        return incidents.longStopsOf(hold.pod()).stream().filter(stop -> isSoonAfter(stop, hold));
    }

    /// Whether its instance was ending: then the session may continue for the drain time.
    private boolean wasEnding(LoggedHold hold) {
        return incidents
                .endingOf(hold.pod())
                .filter(ending -> ending.touches(hold.to(), hold.to()))
                .isPresent();
    }

    private boolean gatewayWasAway(LoggedHold hold) {
        return incidents.gatewayKills().stream().anyMatch(kill -> isSoonAfter(kill, hold))
                || incidents.gatewayStops().stream().anyMatch(stop -> isSoonAfter(stop, hold));
    }

    private boolean isSoonAfter(Incidents.Span incident, LoggedHold hold) {
        return !hold.to().isBefore(incident.from())
                && !hold.to().isAfter(soonAfter(incident.to(), hold));
    }

    private Instant soonAfter(Instant time, LoggedHold hold) {
        return incidents.undisturbed(involved(hold), time, Verdicts.LATEST_END);
    }

    /// The pods that hold the session when this hold ends. This instance is told that it is a
    /// duplicate only after the others have reported.
    private List<String> involved(LoggedHold hold) {
        return holds.stream()
                .filter(other -> other.session().equals(hold.session()))
                .filter(other -> other.touches(hold.to(), hold.to()))
                .map(LoggedHold::pod)
                .distinct()
                .toList();
    }

    /// Calls that were told that their session ended, although no instance logged an end.
    List<String> aborts() {
        return callsWith(
                Outcome.ENDED,
                call ->
                        holds.stream()
                                .filter(hold -> hold.session().equals(call.session()))
                                .noneMatch(hold -> isWithin(hold.to(), call)));
    }

    private static boolean isWithin(Instant time, CallRecord call) {
        return !time.isBefore(call.from()) && !time.isAfter(call.to());
    }

    /// Calls that did not reach the gateway, or lost it, while it was running.
    List<String> losses() {
        return callsWith(
                Outcome.UNREACHED,
                call ->
                        incidents.gatewayKills().stream()
                                .noneMatch(kill -> kill.touches(before(call), call.to())));
    }

    /// The start of the client's previous call: while grpc-java gives up a connection, it may
    /// answer a call with the failure of the one before.
    private Instant before(CallRecord call) {
        return calls.stream()
                .filter(other -> other.session().equals(call.session()))
                .map(CallRecord::from)
                .filter(from -> from.isBefore(call.from()))
                .max(Comparator.naturalOrder())
                .orElse(call.from());
    }

    private List<String> callsWith(Outcome outcome, Predicate<CallRecord> unexplained) {
        return calls.stream()
                .filter(call -> call.outcome() == outcome)
                .filter(unexplained)
                .map(CallRecord::toString)
                .toList();
    }

    /// The share of served calls, if it is too low to be explained by incidents.
    List<String> shortage() {
        return served() < MIN_SERVED_SHARE * arrived() ? List.of(share()) : List.of();
    }

    String share() {
        return "%d of %d that reached it".formatted(served(), arrived());
    }

    private long served() {
        return calls.stream().filter(CallRecord::served).count();
    }

    private long arrived() {
        return calls.stream().filter(call -> call.outcome() != Outcome.UNREACHED).count();
    }
}
