package io.monopod.scenarios.report;

import io.monopod.scenarios.event.ClientId;
import io.monopod.scenarios.event.ClientView;
import io.monopod.scenarios.event.Exchange;
import io.monopod.scenarios.event.RunEvent;
import io.monopod.scenarios.event.RunInfo;
import io.monopod.scenarios.event.RunListener;
import io.monopod.scenarios.event.Validation;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Builds a record of a run from its events. Its lock guards all of its fields.
public final class RunRecorder implements RunListener {
    /// Enough for every scenario; a load that runs for hours keeps its newest calls.
    public static final int STANDARD_CALLS = 200_000;

    private final int maxCalls;
    private final Map<ClientId, ClientView> clients = new TreeMap<>();
    private final Deque<Exchange> calls = new ArrayDeque<>();
    private final List<RunRecord.Step> steps = new ArrayList<>();
    private final List<RunRecord.Note> notes = new ArrayList<>();
    private final List<Validation> validations = new ArrayList<>();
    private long callsLeftOut;
    private @Nullable RunInfo run;
    private RunEvent.@Nullable RunEnded end;

    public RunRecorder() {
        this(STANDARD_CALLS);
    }

    /// @param maxCalls the maximum number of calls; the newest are kept
    public RunRecorder(int maxCalls) {
        this.maxCalls = maxCalls;
    }

    @Override
    public synchronized void on(RunEvent event) {
        switch (event) {
            case RunEvent.RunStarted started -> run = started.run();
            case RunEvent.StepStarted ignored -> {}
            case RunEvent.StepEnded step ->
                    steps.add(
                            new RunRecord.Step(
                                    step.number(),
                                    step.title(),
                                    step.at().minus(step.took()),
                                    step.took()));
            case RunEvent.ClientChanged changed ->
                    clients.put(changed.client().id(), changed.client());
            case RunEvent.CallStarted _, RunEvent.StreamMessage _ -> {}
            case RunEvent.CallEnded ended -> add(ended.exchange());
            case RunEvent.Validated validated -> validations.add(validated.validation());
            case RunEvent.Noted noted -> notes.add(new RunRecord.Note(noted.at(), noted.text()));
            case RunEvent.RunEnded ended -> end = ended;
        }
    }

    private void add(Exchange exchange) {
        if (calls.size() == maxCalls) {
            calls.removeFirst();
            callsLeftOut++;
        }
        calls.addLast(exchange);
    }

    /// The record; empty before the run has ended.
    public synchronized Optional<RunRecord> result() {
        RunInfo info = run;
        RunEvent.RunEnded ended = end;
        if (info == null || ended == null) {
            return Optional.empty();
        }
        List<Exchange> inOrder =
                calls.stream().sorted(Comparator.comparing(each -> each.call().id())).toList();
        return Optional.of(
                new RunRecord(
                        RunRecord.FORMAT,
                        info,
                        ended.verdict(),
                        ended.reason(),
                        ended.took(),
                        steps,
                        validations,
                        List.copyOf(clients.values()),
                        inOrder,
                        callsLeftOut,
                        notes));
    }
}
