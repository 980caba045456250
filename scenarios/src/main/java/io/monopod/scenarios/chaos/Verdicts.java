package io.monopod.scenarios.chaos;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What speaks against the system, out of what its instances wrote down, what was done to them and
/// what clients saw. Every method tells violations in words; none is well.
///
/// When does a hold end? When the instance says so; or when its process is killed, which it has no
/// time to say. A process that is stopped past its lease can do neither: its session may be granted
/// elsewhere under a higher epoch, and for a moment after it wakes, two instances believe in it.
/// This alone is excused, and only if no more than one of the two instances answers meanwhile: the
/// epoch has to fence the other off. Holds that overlap for any other reason are a violation, such
/// as one by a bind that lay in the socket of a stopped instance: its lease has lapsed, and it
/// knows.
final class Verdicts {
    /// An instance is given up when it was not heard of for a lease (3 s), and it may have been
    /// heard last a heartbeat (1 s) and a bit before it was stopped.
    private static final Duration SOONEST_LAPSE = Duration.ofMillis(1_500);

    /// For an instance that woke to report, a heartbeat at the latest, and for a grant that was
    /// made before that to be bound. After that nobody can take its session for lost any more.
    private static final Duration LATEST_GRANT = Duration.ofMillis(2_500);

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
        Optional<Instant> kill = incidents.killOf(hold.pod());
        return kill.isPresent() && kill.get().isBefore(hold.to()) ? hold.endedAt(kill.get()) : hold;
    }

    int holds() {
        return holds.size();
    }

    /// Two sessions on one instance at the same time. No stop excuses that: the slot is the
    /// instance's own.
    List<String> sharedInstances() {
        return overlaps(Hold::pod, (_, _) -> false);
    }

    /// One session on two instances at the same time.
    List<String> doubledSessions() {
        return overlaps(Hold::session, this::isFenced);
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

    /// Sessions that two instances held because one was stopped past its lease, and that both of
    /// them answered. Which of them has the session only the gateway knows that granted it: if it
    /// was killed meanwhile, its successor goes by what is reported first.
    List<String> answeredTwice(List<Sighting> sightings) {
        return overlaps(
                Hold::session,
                (earlier, later) ->
                        incidents.gatewayWasKilled(later.from(), earlier.to())
                                || sightings.stream()
                                                .filter(seen -> isWithin(seen, earlier, later))
                                                .map(Sighting::pod)
                                                .distinct()
                                                .count()
                                        <= 1);
    }

    private static boolean isWithin(Sighting seen, Hold earlier, Hold later) {
        return seen.session().equals(later.session())
                && !seen.from().isBefore(later.from())
                && !seen.to().isAfter(earlier.to())
                && !seen.to().isAfter(later.to());
    }

    /// Holds that never ended, on instances that live.
    List<String> neverEnded() {
        return holds.stream().filter(Hold::isOpen).map(Hold::toString).toList();
    }

    private interface Excuse {
        boolean excuses(Hold earlier, Hold later);
    }

    private List<String> overlaps(Function<Hold, String> by, Excuse excuse) {
        List<String> overlaps = new ArrayList<>();
        Map<String, List<Hold>> groups =
                holds.stream()
                        .collect(Collectors.groupingBy(by, TreeMap::new, Collectors.toList()));
        for (List<Hold> group : groups.values()) {
            for (int i = 0; i < group.size(); i++) {
                Hold earlier = group.get(i);
                group.subList(i + 1, group.size()).stream()
                        .filter(later -> later.from().isBefore(earlier.to()))
                        .filter(later -> !excuse.excuses(earlier, later))
                        .map(later -> earlier + ", and " + later)
                        .forEach(overlaps::add);
            }
        }
        return overlaps;
    }

    /// Whether an instance was stopped for so long that its session could be granted to the later
    /// one.
    private boolean isFenced(Hold earlier, Hold later) {
        return later.epoch() > earlier.epoch()
                && incidents.stopsOf(earlier.pod()).stream()
                        .filter(stop -> earlier.touches(stop.from(), stop.to()))
                        .filter(stop -> !later.from().isBefore(stop.from().plus(SOONEST_LAPSE)))
                        .anyMatch(stop -> !later.from().isAfter(stop.to().plus(LATEST_GRANT)));
    }

    private static boolean isCovered(Sighting seen, List<Hold> ofSession) {
        return ofSession.stream()
                .filter(hold -> hold.pod().equals(seen.pod()))
                .anyMatch(hold -> hold.touches(seen.from(), seen.to()));
    }
}
