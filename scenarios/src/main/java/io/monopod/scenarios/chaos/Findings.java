package io.monopod.scenarios.chaos;

import io.monopod.scenarios.client.Pause;
import io.monopod.scenarios.engine.Check;
import io.monopod.scenarios.engine.Stage;
import io.monopod.scenarios.event.Exchange;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/// What is found when the accounts of a run are held against each other. For one thread.
public final class Findings {
    /// A call that lasts this much longer than its deadline hangs.
    private static final Duration LONGEST_CALL = Duration.ofSeconds(6);

    private static final Duration LAST_LINES = Duration.ofSeconds(3);

    private final Stage stage;
    private final List<Wanderer> wanderers;
    private final Incidents incidents;

    Findings(Stage stage, List<Wanderer> wanderers, Incidents incidents) {
        this.stage = stage;
        this.wanderers = wanderers;
        this.incidents = incidents;
    }

    /// Holds the clients' accounts against what may be; when every client has ended its session.
    public void checkAnswers() {
        stage.check("Every call of every client is accounted for with a code", this::accounted);
        stage.check("Nobody is told what may not be", this::rightful);
        stage.check("No call hangs", this::timely);
        stage.check("Nobody meets another's session", this::own);
    }

    /// Holds the instances' logs against each other; when no session at all is left.
    public void checkLogs() throws InterruptedException {
        List<Hold> holds = holds();
        List<Sighting> seen = all(Wanderer::sightings);
        check(new Verdicts(holds, incidents), seen);
        check(new Explanations(holds, incidents, asked(), seen));
    }

    private void check(Verdicts verdicts, List<Sighting> seen) {
        String all = verdicts.holds() + " sessions in the instances' logs";
        String answers = seen.size() + " answers";
        report("No two sessions were on one instance", verdicts.sharedInstances(), all);
        report("No session was on two instances", verdicts.doubledSessions(), all);
        report(
                "Each answer is of an instance that had the session, by its own log",
                verdicts.strayAnswers(seen),
                answers);
        report(
                "Of an instance that woke with a stale session and the one that has it, one answers",
                verdicts.answeredTwice(seen),
                answers);
        report("No slot is left behind", verdicts.neverEnded(), all);
    }

    private void check(Explanations explanations) {
        report("No session ended for no reason", explanations.ends(), "");
        report("Who was told that its session ended had one that did", explanations.aborts(), "");
        report("Nobody lost the gateway while it was there", explanations.losses(), "");
        report("Clients were served", explanations.shortage(), explanations.share());
    }

    /// The last lines may still be on their way from the processes to their files.
    private List<Hold> holds() throws InterruptedException {
        Instant end = Instant.now().plus(LAST_LINES);
        List<Hold> holds = written();
        while (!new Verdicts(holds, incidents).neverEnded().isEmpty()
                && Instant.now().isBefore(end)) {
            Pause.of(Duration.ofMillis(100));
            holds = written();
        }
        return holds;
    }

    private List<Hold> written() {
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

    private List<Asked> asked() {
        return all(Wanderer::asked);
    }

    private <T> List<T> all(Function<Wanderer, List<T>> of) {
        return wanderers.stream().flatMap(wanderer -> of.apply(wanderer).stream()).toList();
    }
}
