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

/// What speaks against the system, out of what its instances wrote down, what was done to them and
/// what clients saw. Every method tells violations in words; none is well.
///
/// When does a hold end? When the instance says so; or when its process is killed, which it has no
/// time to say. A process that is stopped past its lease can do neither: its session may be granted
/// elsewhere under a higher epoch, and for a moment after it wakes, until it and the gateway have
/// had time for each other, two instances believe in it. This alone is excused, and only if no more
/// than one of the two instances answers meanwhile: the epoch has to fence the other off. Holds
/// that overlap for any other reason are a violation, such as one by a bind that lay in the socket
/// of a stopped instance: its lease has lapsed, and it knows.
final class Verdicts {
    /// For an instance that woke to report, a heartbeat at the latest, and for a grant that was
    /// made before that to be bound. When instance and gateway have had so long for each other,
    /// nobody can take its session for lost any more.
    private static final Duration LATEST_GRANT = Duration.ofMillis(2_500);

    /// For an instance to report what it holds, and to be told that another has it. When instance
    /// and gateway have had so long for each other, one of two holds is over.
    static final Duration LATEST_END = Duration.ofMillis(2_500);

    /// What left an instance in time may have lain in the gateway while that was stopped, and come
    /// out after other things that lay there.
    private static final Duration LATEST_DELIVERY = Duration.ofMillis(200);

    private static final String KILLED = "killed";

    private final List<Hold> holds;
    private final Incidents incidents;

    Verdicts(List<Hold> holds, Incidents incidents) {
        this.holds =
                holds.stream()
                        .map(hold -> untilKilled(hold, incidents))
                        .sorted(Comparator.comparing(Hold::from))
                        .toList();
        this.incidents = incidents;
    }

    private static Hold untilKilled(Hold hold, Incidents incidents) {
        Optional<Instant> gone = incidents.killOf(hold.pod()).map(Incidents.Span::to);
        return gone.isPresent() && gone.get().isBefore(hold.to())
                ? hold.ended(gone.get(), KILLED)
                : hold;
    }

    int holds() {
        return holds.size();
    }

    /// Two sessions on one instance at the same time. No stop excuses that: the slot is the
    /// instance's own.
    List<String> sharedInstances() {
        return told(overlaps(Hold::pod));
    }

    /// One session on two instances at the same time.
    List<String> doubledSessions() {
        return told(
                overlaps(Hold::session)
                        .filter(overlap -> !isDying(overlap))
                        .filter(overlap -> !isFenced(overlap)));
    }

    /// Answers by a pod on which the session was not, by the pod's own account.
    List<String> strayAnswers(List<Sighting> sightings) {
        Map<String, List<Hold>> bySession =
                holds.stream().collect(Collectors.groupingBy(Hold::session));
        return sightings.stream()
                .filter(seen -> !isCovered(seen, bySession.getOrDefault(seen.session(), List.of())))
                .map(Sighting::toString)
                .toList();
    }

    /// Sessions that two instances held, and that both of them answered meanwhile.
    List<String> answeredTwice(List<Sighting> sightings) {
        return told(
                overlaps(Hold::session)
                        .filter(
                                overlap ->
                                        sightings.stream()
                                                        .filter(overlap::contains)
                                                        .filter(seen -> !isByWord(seen, overlap))
                                                        .map(Sighting::pod)
                                                        .distinct()
                                                        .count()
                                                > 1));
    }

    /// Which of two instances has the session only the gateway knows that granted it. If it was
    /// killed meanwhile, its successor goes by the word of the one that reports first, until the
    /// other has reported too.
    private boolean isByWord(Sighting seen, Overlap overlap) {
        return seen.pod().equals(overlap.earlier().pod())
                && incidents.gatewayKills().stream()
                        .filter(kill -> kill.touches(overlap.from(), overlap.to()))
                        .filter(kill -> !seen.from().isBefore(kill.from()))
                        .anyMatch(kill -> !seen.to().isAfter(latestEnd(overlap, kill)));
    }

    /// Holds that never ended, on instances that live.
    List<String> neverEnded() {
        return holds.stream().filter(Hold::isOpen).map(Hold::toString).toList();
    }

    private static List<String> told(Stream<Overlap> overlaps) {
        return overlaps.map(Overlap::toString).toList();
    }

    private Stream<Overlap> overlaps(Function<Hold, String> by) {
        return holds.stream()
                .collect(Collectors.groupingBy(by, TreeMap::new, Collectors.toList()))
                .values()
                .stream()
                .flatMap(Verdicts::overlaps);
    }

    /// @param group in the order of their beginnings
    private static Stream<Overlap> overlaps(List<Hold> group) {
        return IntStream.range(0, group.size())
                .boxed()
                .flatMap(
                        i ->
                                group.subList(i + 1, group.size()).stream()
                                        .map(later -> new Overlap(group.get(i), later)))
                .filter(overlap -> overlap.from().isBefore(overlap.earlier().to()));
    }

    /// Whether the later one began while the process of the earlier one was being killed: its last
    /// moment is known no better than that.
    private boolean isDying(Overlap overlap) {
        return incidents
                .killOf(overlap.earlier().pod())
                .filter(kill -> !overlap.from().isBefore(kill.from()))
                .isPresent();
    }

    /// Whether an instance was stopped for so long that its session could be granted to the later
    /// one, and one of the two was told as soon as it could be.
    private boolean isFenced(Overlap overlap) {
        Hold earlier = overlap.earlier();
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

    private boolean isCovered(Sighting seen, List<Hold> ofSession) {
        Instant from = soonest(seen.from());
        return ofSession.stream()
                .filter(hold -> hold.pod().equals(seen.pod()))
                .anyMatch(hold -> hold.touches(from, seen.to()));
    }

    /// What came after something that lay in a stopped gateway may have lain there as well.
    private Instant soonest(Instant from) {
        return incidents.gatewayStops().stream()
                .filter(stop -> !from.isBefore(stop.from()))
                .filter(stop -> !from.isAfter(stop.to().plus(LATEST_DELIVERY)))
                .map(Incidents.Span::from)
                .min(Comparator.naturalOrder())
                .orElse(from);
    }
}
