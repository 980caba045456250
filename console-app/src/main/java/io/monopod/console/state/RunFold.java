package io.monopod.console.state;

import io.monopod.console.snapshot.CallTimes;
import io.monopod.console.snapshot.ConsoleEvent;
import io.monopod.console.snapshot.Frame;
import io.monopod.console.snapshot.Outcomes;
import io.monopod.console.snapshot.Outcomes.Range;
import io.monopod.console.snapshot.RunView;
import io.monopod.console.snapshot.Story;
import io.monopod.console.snapshot.client.ClientRow;
import io.monopod.console.snapshot.client.Held;
import io.monopod.console.snapshot.client.Refusal;
import io.monopod.scenarios.engine.ContractAnswer;
import io.monopod.scenarios.event.Answer;
import io.monopod.scenarios.event.ClientView;
import io.monopod.scenarios.event.Code;
import io.monopod.scenarios.event.Exchange;
import io.monopod.scenarios.event.RunEvent;
import io.monopod.scenarios.event.Verdict;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/// Everything that a run's own events tell. Guarded by the lock of [LiveModel].
final class RunFold {
    private static final int MAX_CALLS = 20_000;
    private static final int MAX_CALLS_OF_ONE = 50;
    private static final String STREAM = "MyServiceSubscribe";

    private final ClientStates clients = new ClientStates();
    private final CallLog calls = new CallLog(MAX_CALLS, MAX_CALLS_OF_ONE);
    private final RunState run = new RunState();
    private final OutcomeStates outcomes = new OutcomeStates();
    private final MoveTail moves = new MoveTail();
    private final InstanceStates pods;
    private final Holders holders;
    private final News news;

    /// Null if the run is what happens now.
    private final @Nullable RecordedHolders recorded;

    /// Hears what deserves a line in the event list.
    interface News {
        void happened(Instant at, ConsoleEvent what);
    }

    RunFold(InstanceStates pods, Holders holders, News news, @Nullable RecordedHolders recorded) {
        this.pods = pods;
        this.holders = holders;
        this.news = news;
        this.recorded = recorded;
    }

    void add(RunEvent event) {
        switch (event) {
            case RunEvent.RunStarted started -> began(started);
            case RunEvent.StepStarted step -> {
                run.step(step);
                news.happened(step.at(), new ConsoleEvent.StepBegan(step.number(), step.title()));
            }
            case RunEvent.StepEnded step -> run.stepDone(step);
            case RunEvent.ClientChanged changed -> changed(changed.client(), changed.at());
            case RunEvent.CallStarted started -> calls.begin(started.call());
            case RunEvent.StreamMessage message -> messageCame(message);
            case RunEvent.CallEnded ended -> ended(ended.exchange(), ended.at());
            case RunEvent.Validated validated -> {
                run.check(validated.validation());
                news.happened(validated.at(), new ConsoleEvent.Checked(validated.validation()));
            }
            case RunEvent.Noted noted ->
                    news.happened(noted.at(), new ConsoleEvent.Noted(noted.text()));
            case RunEvent.RunEnded end -> {
                run.end(end);
                clients.endRun(end);
                calls.closeAll();
                outcomes.end(end.at());
                ended(end);
            }
        }
    }

    private void ended(RunEvent.RunEnded end) {
        RunView view = run.view();
        Verdict verdict = view == null ? null : view.verdict();
        if (verdict != null) {
            news.happened(
                    end.at(),
                    new ConsoleEvent.RunDone(
                            verdict,
                            verdict == Verdict.STOPPED ? "" : end.reason(),
                            end.took(),
                            Story.of(clients.all())));
        }
    }

    private void began(RunEvent.RunStarted started) {
        clear();
        run.begin(started.run());
        outcomes.begin(started.at());
        news.happened(
                started.at(),
                new ConsoleEvent.RunBegan(
                        started.run().title(), started.run().gateway(), started.run().system()));
    }

    private void changed(ClientView after, Instant at) {
        ClientView before = clients.put(after);
        if (before == null) {
            return;
        }
        Transition transition = new Transition(before, after);
        transition.leftPod().ifPresent(pod -> left(pod, after.session(), at));
        transition.servingPod().ifPresent(pod -> served(pod, after.session(), at));
        transition.happening().ifPresent(what -> news.happened(at, what));
        transition.move().ifPresent(moves::add);
        transition.assigned().ifPresent(waited -> outcomes.assigned(at, waited));
    }

    private void left(String pod, String session, Instant at) {
        pods.left(pod, session, at);
        if (!pods.gatewayTells()) {
            holders.left(pod, session);
        }
    }

    private void served(String pod, String session, Instant at) {
        pods.served(pod, session, at);
        if (!pods.gatewayTells()) {
            holders.served(pod, session, at);
        }
    }

    private void ended(Exchange exchange, Instant at) {
        int refusal = refusalOf(exchange);
        clients.got(exchange, refusal);
        if (refusal >= 0) {
            refused(exchange, at);
        }
        calls.add(exchange);
        outcomes.call(at, exchange.answer().outcome(), refusal);
        String pod = exchange.answer().pod();
        String session = exchange.call().session();
        if (pod != null && session != null && !isCountedStream(exchange, pod, session)) {
            pods.called(pod, session, at);
        }
    }

    /// The gateway's own event is more exact, but it does not tell what an instance said.
    private void refused(Exchange exchange, Instant at) {
        Answer answer = exchange.answer();
        String session = exchange.call().session();
        if (session != null && (!pods.gatewayTells() || Refusal.isOfInstance(answer))) {
            List<Held> held = recorded == null ? holders.now() : recorded.at(at);
            Refusal refusal = Refusal.of(at, answer, held);
            clients.update(session, record -> record.refused(refusal));
        }
    }

    /// A stream is counted at its first message; a saved run has only its end.
    private boolean isCountedStream(Exchange exchange, String pod, String session) {
        return exchange.call().method().equals(STREAM) && pods.hasCalls(pod, session);
    }

    private void messageCame(RunEvent.StreamMessage event) {
        String session = event.call().session();
        if (session != null && event.message().index() == 0) {
            pods.called(event.message().pod(), session, event.at());
        }
    }

    private static int refusalOf(Exchange exchange) {
        List<ContractAnswer> table = ContractAnswer.all();
        return exchange.answer().outcome() == Code.OK
                ? -1
                : IntStream.range(0, table.size())
                        .filter(i -> table.get(i).matches(exchange.answer()))
                        .findFirst()
                        .orElse(-1);
    }

    ClientStates clients() {
        return clients;
    }

    MoveTail moves() {
        return moves;
    }

    @Nullable RunView view() {
        return run.view();
    }

    Outcomes outcomes(Range range, Instant now) {
        return outcomes.view(range, now);
    }

    Frame.@Nullable Focus focus(Frame.Request request) {
        ClientRow row = request.focus() == null ? null : clients.row(request.focus());
        return row == null ? null : new Frame.Focus(row, calls.of(row.id()));
    }

    /// Who called when, of the requested rows.
    CallTimes times(Frame.Request request, List<ClientRow> rows, Instant now) {
        RunView view = run.view();
        if (view == null || request.rows().count() == 0) {
            return CallTimes.NONE;
        }
        Instant start = view.info().startedAt();
        RunEvent.RunEnded ended = view.ended();
        Instant to = ended == null ? now : ended.at();
        Duration length = request.range().length();
        Instant from =
                length == null || to.minus(length).isBefore(start) ? start : to.minus(length);
        return calls.times(request.rows(), rows, from, to);
    }

    private void clear() {
        clients.clear();
        calls.clear();
        run.clear();
        outcomes.clear();
        moves.clear();
        pods.forgetRun();
    }
}
