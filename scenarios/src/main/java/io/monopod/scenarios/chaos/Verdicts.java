package io.monopod.scenarios.chaos;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Finds violations by comparing the instances' logs, the faults and the clients' observations.
/// Every method returns a text for each violation; an empty list is good.
///
/// A hold ends when the instance logs its end, or when its process is killed, which it cannot log.
/// A process that is stopped past its lease can do neither. Its session may be granted to another
/// instance under a higher epoch. When it wakes, both instances hold the session until the gateway
/// has heard from it. Only this overlap is allowed, and only if at most one of the two instances
/// answers meanwhile, because the epoch fences the other off. Any other overlap is a violation. An
/// example is a bind that waited in the socket of a stopped instance: the instance knows that its
/// lease has lapsed.
final class Verdicts {
    /// After waking, an instance reports within a heartbeat, and a grant from before the report is
    /// bound. After this much undisturbed time no instance counts as lost any more.
    private static final Duration LATEST_GRANT = Duration.ofMillis(2_500);

    /// An instance reports its session and is told that another instance has it. After this much
    /// undisturbed time one of the two holds has ended.
    static final Duration LATEST_END = Duration.ofMillis(2_500);

    /// An answer may be held in a stopped gateway and arrive after other answers that were held
    /// there.
    private static final Duration LATEST_DELIVERY = Duration.ofMillis(200);

    private static final String KILLED = "killed";

    private final List<LoggedHold> holds;
    private final Incidents incidents;

    Verdicts(List<LoggedHold> holds, Incidents incidents) {
        this.holds =
                holds.stream()
                        .map(hold -> untilKilled(hold, incidents))
                        .sorted(Comparator.comparing(LoggedHold::from))
                        .toList();
        this.incidents = incidents;
    }

    private static LoggedHold untilKilled(LoggedHold hold, Incidents incidents) {
        Optional<Instant> gone = incidents.killOf(hold.pod()).map(Incidents.Span::to);
        return gone.isPresent() && gone.get().isBefore(hold.to())
                ? hold.ended(gone.get(), KILLED)
                : hold;
    }

    int holds() {
        return holds.size();
    }

    /// Two sessions on one instance at the same time. No stop excuses this: the slot is local to
    /// the instance.
    List<String> sharedInstances() {
        return texts(overlaps(LoggedHold::pod));
    }

    /// One session on two instances at the same time.
    List<String> doubledSessions() {
        return texts(
                overlaps(LoggedHold::session)
                        .filter(overlap -> !isDying(overlap))
                        .filter(overlap -> !isFenced(overlap)));
    }

    /// Answers by a pod that did not hold the session at that time, by its own log.
    List<String> strayAnswers(List<Observation> observations) {
        Map<String, List<LoggedHold>> bySession =
                holds.stream().collect(Collectors.groupingBy(LoggedHold::session));
        return observations.stream()
                .filter(seen -> !isCovered(seen, bySession.getOrDefault(seen.session(), List.of())))
                .map(Observation::toString)
                .toList();
    }

    /// Sessions that two instances held at the same time while both answered.
    List<String> answeredTwice(List<Observation> observations) {
        return texts(
                overlaps(LoggedHold::session)
                        .filter(
                                overlap ->
                                        observations.stream()
                                                        .filter(overlap::contains)
                                                        .filter(seen -> !isByWord(seen, overlap))
                                                        .map(Observation::pod)
                                                        .distinct()
                                                        .count()
                                                > 1));
    }

    /// Only the gateway that made the grants knows which of two instances has the session. A
    /// restarted gateway believes the first report until the other instance has reported too. Of
    /// several gateways the store knows.
    private boolean isByWord(Observation seen, Overlap overlap) {
        return !incidents.isShared()
                && seen.pod().equals(overlap.earlier().pod())
                && incidents.gatewayKills().stream()
                        .filter(kill -> kill.touches(overlap.from(), overlap.to()))
                        .filter(kill -> !seen.from().isBefore(kill.from()))
                        .anyMatch(kill -> !seen.to().isAfter(latestEnd(overlap, kill)));
    }

    /// Holds without an end on running instances.
    List<String> neverEnded() {
        return holds.stream().filter(LoggedHold::isOpen).map(LoggedHold::toString).toList();
    }

    private static List<String> texts(Stream<Overlap> overlaps) {
        return overlaps.map(Overlap::toString).toList();
    }

    private Stream<Overlap> overlaps(Function<LoggedHold, String> by) {
        return holds.stream()
                .collect(Collectors.groupingBy(by, TreeMap::new, Collectors.toList()))
                .values()
                .stream()
                .flatMap(Verdicts::overlaps);
    }

    /// @param group ordered by start
    private static Stream<Overlap> overlaps(List<LoggedHold> group) {
        return IntStream.range(0, group.size())
                .boxed()
                .flatMap(
                        i ->
                                group.subList(i + 1, group.size()).stream()
                                        .map(later -> new Overlap(group.get(i), later)))
                .filter(overlap -> overlap.from().isBefore(overlap.earlier().to()));
    }

    /// Whether the later hold began while the earlier one's process was being killed: the exact
    /// time of its death is unknown.
    private boolean isDying(Overlap overlap) {
        return incidents
                .killOf(overlap.earlier().pod())
                .filter(kill -> !overlap.from().isBefore(kill.from()))
                .isPresent();
    }

    /// Whether a stop was long enough for the session to be granted to the later hold, and one of
    /// the two ended in time afterwards.
    private boolean isFenced(Overlap overlap) {
        LoggedHold earlier = overlap.earlier();
        return overlap.later().epoch() > earlier.epoch()
                && incidents.longStopsOf(earlier.pod()).stream()
                        .filter(stop -> stop.touches(earlier.from(), earlier.to()))
                        .filter(
                                stop ->
                                        !overlap.from()
                                                .isBefore(
                                                        stop.from().plus(Incidents.SOONEST_LAPSE)))
                        .filter(stop -> !overlap.from().isAfter(latestGrant(overlap, stop)))
                        .anyMatch(stop -> !overlap.to().isAfter(latestEnd(overlap, stop)));
    }

    private Instant latestGrant(Overlap overlap, Incidents.Span after) {
        return incidents.undisturbed(overlap.pods(), after.to(), LATEST_GRANT);
    }

    private Instant latestEnd(Overlap overlap, Incidents.Span after) {
        return incidents.undisturbed(overlap.pods(), after.to(), LATEST_END);
    }

    private boolean isCovered(Observation seen, List<LoggedHold> ofSession) {
        Instant from = soonest(seen.from());
        return ofSession.stream()
                .filter(hold -> hold.pod().equals(seen.pod()))
                .anyMatch(hold -> hold.touches(from, seen.to()));
    }

    /// An answer that arrives soon after a stopped gateway resumed may have been held there, too.
    private Instant soonest(Instant from) {
        return incidents.gatewayStops().stream()
                .filter(stop -> !from.isBefore(stop.from()))
                .filter(stop -> !from.isAfter(stop.to().plus(LATEST_DELIVERY)))
                .map(Incidents.Span::from)
                .min(Comparator.naturalOrder())
                .orElse(from);
    }
}
