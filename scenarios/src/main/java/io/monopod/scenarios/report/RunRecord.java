package io.monopod.scenarios.report;

import io.monopod.scenarios.event.ClientId;
import io.monopod.scenarios.event.ClientView;
import io.monopod.scenarios.event.Exchange;
import io.monopod.scenarios.event.RunEvent;
import io.monopod.scenarios.event.RunInfo;
import io.monopod.scenarios.event.Validation;
import io.monopod.scenarios.event.Verdict;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A complete run that has ended: the content of `report.json` and the source of all other reports.
///
/// @param format [#FORMAT]
/// @param reason why it was skipped or broken; empty otherwise
/// @param clients their final states, ordered by number
/// @param calls in starting order
/// @param callsLeftOut how many calls were not kept
public record RunRecord(
        String format,
        RunInfo run,
        Verdict verdict,
        String reason,
        Duration took,
        List<Step> steps,
        List<Validation> validations,
        List<ClientView> clients,
        List<Exchange> calls,
        long callsLeftOut,
        List<Note> notes) {
    /// The name and version of the format; a reader rejects all others.
    public static final String FORMAT = "monopod-run/1";

    public RunRecord {
        steps = List.copyOf(steps);
        validations = List.copyOf(validations);
        clients = List.copyOf(clients);
        calls = List.copyOf(calls);
        notes = List.copyOf(notes);
    }

    /// @param number counted from 1
    public record Step(int number, String title, Instant startedAt, Duration took) {}

    public record Note(Instant at, String text) {}

    /// The events that produce this record again, in order, for programs that show runs as they
    /// happen. Each client goes through the states that its kept calls tell.
    public List<RunEvent> events() {
        List<RunEvent> events = new ArrayList<>();
        for (Step step : steps) {
            events.add(new RunEvent.StepStarted(step.startedAt(), step.number(), step.title()));
            events.add(
                    new RunEvent.StepEnded(
                            step.startedAt().plus(step.took()),
                            step.number(),
                            step.title(),
                            step.took()));
        }
        for (Exchange exchange : calls) {
            Instant start = exchange.call().startedAt();
            events.add(new RunEvent.CallStarted(start, exchange.call()));
            events.add(new RunEvent.CallEnded(start.plus(exchange.answer().latency()), exchange));
        }
        notes.forEach(note -> events.add(new RunEvent.Noted(note.at(), note.text())));
        Map<ClientId, List<Exchange>> byClient =
                calls.stream().collect(Collectors.groupingBy(each -> each.call().client()));
        for (ClientView client : clients) {
            events.addAll(states(client, byClient.getOrDefault(client.id(), List.of())));
        }
        events.sort(Comparator.comparing(RunEvent::at));
        events.addFirst(new RunEvent.RunStarted(run.startedAt(), run));
        Instant end = run.startedAt().plus(took);
        validations.forEach(validation -> events.add(new RunEvent.Validated(end, validation)));
        events.add(new RunEvent.RunEnded(end, verdict, reason, took));
        return List.copyOf(events);
    }

    private List<RunEvent> states(ClientView last, List<Exchange> own) {
        List<RunEvent> states = new ArrayList<>();
        Instant at = run.startedAt();
        ClientView view = ClientView.fresh(last.id(), last.label(), last.session(), at);
        states.add(new RunEvent.ClientChanged(at, view));
        for (Exchange exchange : own) {
            Instant start = exchange.call().startedAt();
            view = view.started(exchange.call());
            states.add(new RunEvent.ClientChanged(start, view));
            String pod = exchange.answer().pod();
            Duration first = exchange.answer().firstMessage();
            if (pod != null && first != null) {
                view = view.servedBy(pod, first, start.plus(first));
                states.add(new RunEvent.ClientChanged(start.plus(first), view));
            }
            at = start.plus(exchange.answer().latency());
            view = view.ended(exchange, at);
            states.add(new RunEvent.ClientChanged(at, view));
        }
        states.add(new RunEvent.ClientChanged(last.since().isAfter(at) ? last.since() : at, last));
        return states;
    }
}
