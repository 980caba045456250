package io.monopod.scenarios.terminal;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import io.monopod.scenarios.event.ClientId;
import io.monopod.scenarios.event.Exchange;
import io.monopod.scenarios.event.RunEvent;
import io.monopod.scenarios.event.RunInfo;
import io.monopod.scenarios.event.RunListener;
import io.monopod.scenarios.event.Validation;
import io.monopod.scenarios.report.Pace;
import io.monopod.scenarios.terminal.Terminal.Colour;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Prints a run as it happens: steps, calls and validations. Its lock guards all of its fields and
/// keeps the lines in event order.
public final class RunPrinter implements RunListener {
    /// The maximum number of calls that a step prints one by one; more are summarised by code.
    private static final int MAX_CALLS = 40;

    private static final Duration WORTH_A_STATUS = Duration.ofSeconds(2);
    private static final Duration STATUS_PACE = Duration.ofMillis(200);

    private final Terminal terminal;
    private final CallLines lines;
    private final Map<ClientId, String> labels = new HashMap<>();
    private final List<Validation> validations = new ArrayList<>();
    private final List<Exchange> callsOfStep = new ArrayList<>();
    private Instant stepStarted = Instant.EPOCH;
    private Instant statusShown = Instant.EPOCH;

    public RunPrinter(Terminal terminal) {
        this.terminal = terminal;
        this.lines = new CallLines(terminal);
    }

    @Override
    public synchronized void on(RunEvent event) {
        switch (event) {
            case RunEvent.RunStarted started -> head(started.run());
            case RunEvent.StepStarted step -> stepStarted(step);
            case RunEvent.StepEnded step -> stepEnded(step);
            case RunEvent.ClientChanged changed ->
                    labels.put(changed.client().id(), changed.client().label());
            case RunEvent.CallStarted ignored -> {}
            case RunEvent.StreamMessage message -> status(message.at());
            case RunEvent.CallEnded ended -> call(ended);
            case RunEvent.Validated validated -> validations.add(validated.validation());
            case RunEvent.Noted noted -> terminal.line("     " + Visible.text(noted.text()));
            case RunEvent.RunEnded ended -> end(ended);
        }
    }

    private void head(RunInfo run) {
        terminal.line(
                terminal.paint(Colour.STRONG, run.scenario()) + "  " + Visible.text(run.title()));
        String parameters =
                new TreeMap<>(run.parameters())
                        .entrySet().stream()
                                .map(entry -> entry.getKey() + " " + entry.getValue())
                                .collect(joining(", "));
        String more = parameters.isEmpty() ? "" : "; " + parameters;
        terminal.line(
                terminal.paint(
                        Colour.QUIET,
                        "  gateway " + run.gateway() + " (" + run.system() + ")" + more));
    }

    private void stepStarted(RunEvent.StepStarted step) {
        callsOfStep.clear();
        stepStarted = step.at();
        terminal.line("");
        terminal.line("  " + step.number() + ". " + Visible.text(step.title()));
    }

    private void call(RunEvent.CallEnded ended) {
        callsOfStep.add(ended.exchange());
        if (callsOfStep.size() <= MAX_CALLS) {
            ClientId client = ended.exchange().call().client();
            String label = labels.getOrDefault(client, client.toString());
            terminal.line(lines.of(ended.exchange(), label));
        }
        status(ended.at());
    }

    private void status(Instant now) {
        boolean slow = Duration.between(stepStarted, now).compareTo(WORTH_A_STATUS) > 0;
        if (slow && Duration.between(statusShown, now).compareTo(STATUS_PACE) > 0) {
            statusShown = now;
            long seconds = Duration.between(stepStarted, now).toSeconds();
            terminal.status(
                    "     %d s, %d calls answered ...".formatted(seconds, callsOfStep.size()));
        }
    }

    private void stepEnded(RunEvent.StepEnded step) {
        int more = callsOfStep.size() - MAX_CALLS;
        if (more > 0) {
            terminal.line("     and " + more + " more; of all " + callsOfStep.size() + ":");
            byCode(callsOfStep)
                    .forEach((what, count) -> terminal.line("     %6d  %s".formatted(count, what)));
        }
        if (step.took().compareTo(WORTH_A_STATUS) > 0) {
            terminal.line(terminal.paint(Colour.QUIET, "     took " + Pace.of(step.took())));
        }
    }

    private static Map<String, Long> byCode(List<Exchange> calls) {
        return calls.stream()
                .collect(
                        groupingBy(
                                each -> CallLines.code(each.answer().code()),
                                TreeMap::new,
                                counting()));
    }

    private void end(RunEvent.RunEnded ended) {
        terminal.clearStatus();
        if (!validations.isEmpty()) {
            terminal.line("");
            terminal.line("  Validations");
            validations.forEach(this::check);
        }
        terminal.line("");
        terminal.line(verdict(ended));
    }

    private void check(Validation validation) {
        String detail =
                validation.detail().isEmpty() ? "" : ": " + Visible.text(validation.detail());
        terminal.line(
                "     "
                        + mark(validation.result())
                        + "  "
                        + Visible.text(validation.title())
                        + detail);
    }

    private String mark(Validation.Result result) {
        boolean signs = terminal.isLive() && terminal.isUnicode();
        return switch (result) {
            case PASSED -> terminal.paint(Colour.GOOD, signs ? "\u2714" : "PASS");
            case FAILED -> terminal.paint(Colour.BAD, signs ? "\u2718" : "FAIL");
            case SKIPPED -> terminal.paint(Colour.WARN, signs ? "\u2013" : "SKIP");
        };
    }

    private String verdict(RunEvent.RunEnded ended) {
        String reason = ended.reason().isEmpty() ? "" : ": " + Visible.text(ended.reason());
        return "  "
                + terminal.paint(Colour.of(ended.verdict()), ended.verdict().toString())
                + reason
                + "  ("
                + counts()
                + Pace.of(ended.took())
                + ")";
    }

    private String counts() {
        if (validations.isEmpty()) {
            return "";
        }
        return Validation.Result.PASSED.count(validations)
                + " of "
                + validations.size()
                + " validations, ";
    }
}
