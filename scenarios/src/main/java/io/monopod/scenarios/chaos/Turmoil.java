package io.monopod.scenarios.chaos;

import io.monopod.scenarios.client.Client;
import io.monopod.scenarios.client.Pause;
import io.monopod.scenarios.engine.Check;
import io.monopod.scenarios.engine.Stage;
import io.monopod.scenarios.event.Exchange;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// One run of chaos: clients wander while the processes meet their fates, and the accounts of it
/// are held against each other. For one thread.
public final class Turmoil {
    /// A call that lasts this much longer than its deadline hangs.
    private static final Duration LONGEST_CALL = Duration.ofSeconds(6);

    /// For the last instance to be found well again by everybody: a lease, and then some.
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final Duration UNTIL_ALL_HAVE_REPORTED = Duration.ofSeconds(3);
    private static final Duration LAST_LINES = Duration.ofSeconds(3);

    private final Stage stage;
    private final Incidents incidents = new Incidents();
    private final List<Wanderer> wanderers = new ArrayList<>();
    private final long seed;

    /// @param clients that are logged in; they have no session yet
    /// @param seed of the fates and of what the clients choose to do
    public Turmoil(Stage stage, List<Client> clients, long seed) {
        this.stage = stage;
        this.seed = seed;
        Random seeds = new Random(~seed);
        clients.forEach(client -> wanderers.add(new Wanderer(client, seeds.nextLong())));
    }

    private interface Actor {
        void until(Instant end) throws InterruptedException;
    }

    /// Lets everything happen; every process is well again when it returns.
    public void rage(Duration length) throws InterruptedException {
        Instant end = Instant.now().plus(length);
        List<Actor> actors = new ArrayList<>();
        new Fates(stage, incidents).all(seed).forEach(fate -> actors.add(fate::until));
        wanderers.forEach(wanderer -> actors.add(wanderer::until));
        stage.together(
                actors,
                actor -> {
                    actor.until(end);
                    return actor;
                });
        // An instance that wakes when its client has taken leave keeps the session until it idles
        // out: nobody could know better. So the clients stay until every process has reported.
        Pause.of(UNTIL_ALL_HAVE_REPORTED);
        tell();
    }

    /// Every client ends its session.
    public void calm() throws InterruptedException {
        List<Exchange> last = stage.together(wanderers, wanderer -> wanderer.leave(PATIENCE));
        stage.check(
                "Every client can end its session, or has none",
                check -> {
                    for (Exchange exchange : last) {
                        Outcome outcome = Outcome.of(exchange);
                        String told = Outcome.label(exchange.answer());
                        check.that(exchange, outcome.isSettled() && outcome != Outcome.WRONG, told);
                    }
                    check.summary(last.size() + " clients");
                });
    }

    /// Holds the clients' accounts against what may be.
    public void checkAnswers() {
        stage.check("Every call of every client is accounted for with a code", this::accounted);
        stage.check("Nobody is told what may not be", this::rightful);
        stage.check("No call hangs", this::timely);
        stage.check("Nobody meets another's session", this::own);
    }

    /// Holds the instances' logs against each other; when no session is left.
    public void checkLogs() throws InterruptedException {
        Verdicts verdicts = verdicts();
        String all = verdicts.holds() + " sessions in the instances' logs";
        report("No two sessions were on one instance", verdicts.sharedInstances(), all);
        report("No session was on two instances", verdicts.doubledSessions(), all);
        List<Sighting> seen = all(Wanderer::sightings);
        report(
                "Each answer is of an instance that had the session, by its own log",
                verdicts.strayAnswers(seen),
                seen.size() + " answers");
        report(
                "Of an instance that woke with a stale session and the one that has it, one answers",
                verdicts.answeredTwice(seen),
                seen.size() + " answers");
        report("No slot is left behind", verdicts.neverEnded(), all);
    }

    /// The last lines may still be on their way from the processes to their files.
    private Verdicts verdicts() throws InterruptedException {
        Instant end = Instant.now().plus(LAST_LINES);
        Verdicts verdicts = new Verdicts(holds(), incidents);
        while (!verdicts.neverEnded().isEmpty() && Instant.now().isBefore(end)) {
            Pause.of(Duration.ofMillis(100));
            verdicts = new Verdicts(holds(), incidents);
        }
        return verdicts;
    }

    private List<Hold> holds() {
        return stage.faults().instances().stream()
                .flatMap(instance -> SlotLog.holds(stage.faults().log(instance)).stream())
                .toList();
    }

    private void report(String title, List<String> violations, String summary) {
        stage.check(
                title,
                check -> {
                    violations.forEach(violation -> check.that(false, violation));
                    check.summary(summary);
                });
    }

    private void accounted(Check check) {
        int begun = wanderers.stream().mapToInt(Wanderer::begun).sum();
        int ended = exchanges().size();
        check.that(begun == ended, begun + " calls, " + ended + " answers")
                .summary(begun + " calls");
    }

    private void rightful(Check check) {
        exchanges().stream()
                .filter(exchange -> Outcome.of(exchange) == Outcome.WRONG)
                .forEach(wrong -> check.that(wrong, false, wrong.answer().toString()));
    }

    private void timely(Check check) {
        exchanges().stream()
                .filter(each -> each.answer().latency().compareTo(LONGEST_CALL) > 0)
                .forEach(slow -> check.that(slow, false, "took " + slow.answer().latency()));
        check.summary("none took longer than " + LONGEST_CALL.toSeconds() + " s");
    }

    private void own(Check check) {
        all(Wanderer::strangers).forEach(stranger -> check.that(false, stranger));
    }

    private List<Exchange> exchanges() {
        return all(Wanderer::exchanges);
    }

    private <T> List<T> all(Function<Wanderer, List<T>> of) {
        return wanderers.stream().flatMap(wanderer -> of.apply(wanderer).stream()).toList();
    }

    private void tell() {
        stage.note(incidents.summary());
        Map<String, Long> answers =
                exchanges().stream()
                        .collect(
                                Collectors.groupingBy(
                                        exchange -> Outcome.label(exchange.answer()),
                                        TreeMap::new,
                                        Collectors.counting()));
        answers.forEach((label, count) -> stage.note("%7d  %s".formatted(count, label)));
    }
}
