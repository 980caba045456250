package io.monopod.scenarios.chaos;

import io.monopod.scenarios.client.Pause;
import io.monopod.scenarios.engine.Check;
import io.monopod.scenarios.engine.Stage;
import io.monopod.scenarios.event.Exchange;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/// Compares the records of a run: logs, faults and answers. For one thread.
public final class RunChecks {
    /// A call that takes longer than this hangs, whatever its deadline.
    private static final Duration MAX_CALL = Duration.ofSeconds(6);

    private static final Duration LAST_LINES = Duration.ofSeconds(3);

    private final Stage stage;
    private final List<RandomClient> clients;
    private final Incidents incidents;

    RunChecks(Stage stage, List<RandomClient> clients, Incidents incidents) {
        this.stage = stage;
        this.clients = clients;
        this.incidents = incidents;
    }

    /// Checks the clients' answers. Call it after every client has ended its session.
    public void checkAnswers() {
        stage.check("Every call of every client is accounted for with a code", this::accounted);
        stage.check("No client gets a forbidden answer", this::rightful);
        stage.check("No call hangs", this::timely);
        stage.check("Nobody meets another's session", this::own);
    }

    /// Checks the instances' logs against each other. Call it when no session is left.
    public void checkLogs() throws InterruptedException {
        List<LoggedHold> holds = holds();
        List<Observation> seen = all(RandomClient::observations);
        check(new Verdicts(holds, incidents), seen);
        check(new EndExplanations(holds, incidents, callRecords(), seen));
    }

    private void check(Verdicts verdicts, List<Observation> seen) {
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

    private void check(EndExplanations explanations) {
        report("No session ended for no reason", explanations.ends(), "");
        report("Who was told that its session ended had one that did", explanations.aborts(), "");
        report("Nobody lost the gateway while it was there", explanations.losses(), "");
        report("Clients were served", explanations.shortage(), explanations.share());
    }

    /// Waits for the last lines, which may not have reached the log files yet.
    private List<LoggedHold> holds() throws InterruptedException {
        Instant end = Instant.now().plus(LAST_LINES);
        List<LoggedHold> holds = written();
        while (!new Verdicts(holds, incidents).neverEnded().isEmpty()
                && Instant.now().isBefore(end)) {
            Pause.of(Duration.ofMillis(100));
            holds = written();
        }
        return holds;
    }

    private List<LoggedHold> written() {
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
        int started = clients.stream().mapToInt(RandomClient::started).sum();
        int ended = exchanges().size();
        check.that(started == ended, started + " calls, " + ended + " answers")
                .summary(started + " calls");
    }

    private void rightful(Check check) {
        exchanges().stream()
                .filter(exchange -> Outcome.of(exchange) == Outcome.WRONG)
                .forEach(wrong -> check.that(wrong, false, wrong.answer().toString()));
    }

    private void timely(Check check) {
        exchanges().stream()
                .filter(each -> each.answer().latency().compareTo(MAX_CALL) > 0)
                .forEach(slow -> check.that(slow, false, "took " + slow.answer().latency()));
        check.summary("none took longer than " + MAX_CALL.toSeconds() + " s");
    }

    private void own(Check check) {
        all(RandomClient::foreignAnswers).forEach(answer -> check.that(false, answer));
    }

    private List<Exchange> exchanges() {
        return all(RandomClient::exchanges);
    }

    private List<CallRecord> callRecords() {
        return all(RandomClient::callRecords);
    }

    private <T> List<T> all(Function<RandomClient, List<T>> of) {
        return clients.stream().flatMap(client -> of.apply(client).stream()).toList();
    }
}
