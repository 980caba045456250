package io.monopod.scenarios.report;

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

/// A run that has ended, whole: what `report.json` holds, and all that every other report is made
/// of.
///
/// @param format [#FORMAT]
/// @param reason why it was skipped or broken; empty otherwise
/// @param clients as they stood at the end, in the order of their numbers
/// @param calls in the order of their starting
/// @param callsLeftOut how many more calls there were than were kept
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
    /// The name and version of the form; a reader refuses any other.
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

    /// The events that make this record again, in order: for whoever shows runs as they happen and
    /// is to show this one. A client appears once, as it stood at the end.
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
        clients.forEach(client -> events.add(new RunEvent.ClientChanged(client.since(), client)));
        events.sort(Comparator.comparing(RunEvent::at));
        events.addFirst(new RunEvent.RunStarted(run.startedAt(), run));
        Instant end = run.startedAt().plus(took);
        validations.forEach(validation -> events.add(new RunEvent.Validated(end, validation)));
        events.add(new RunEvent.RunEnded(end, verdict, reason, took));
        return List.copyOf(events);
    }
}
