package io.monopod.console.state;

import io.monopod.console.admin.GatewayEvent;
import io.monopod.console.admin.InstanceReport;
import io.monopod.console.admin.RoomReport;
import io.monopod.console.admin.Sighting;
import io.monopod.console.snapshot.ClientRow;
import io.monopod.console.snapshot.ConsoleEvent;
import io.monopod.console.snapshot.EventLine;
import io.monopod.console.snapshot.Frame;
import io.monopod.console.snapshot.LogLine;
import io.monopod.console.snapshot.Refusal;
import io.monopod.console.snapshot.RunView;
import io.monopod.console.snapshot.Story;
import io.monopod.scenarios.engine.ContractAnswer;
import io.monopod.scenarios.event.Answer;
import io.monopod.scenarios.event.ClientView;
import io.monopod.scenarios.event.Code;
import io.monopod.scenarios.event.Exchange;
import io.monopod.scenarios.event.RunEvent;
import io.monopod.scenarios.event.RunListener;
import io.monopod.scenarios.event.Verdict;
import io.monopod.scenarios.system.InstanceView;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// The state of everything, updated by events. Any thread may update it or take a frame.
public final class LiveModel implements RunListener {
    private static final int MAX_CALLS = 20_000;
    private static final int MAX_CALLS_OF_ONE = 50;
    private static final int MAX_LINES = 2_000;
    private static final String STREAM = "MyServiceSubscribe";

    /// Guards all fields below: a frame must not show a client on a free pod.
    private final ReentrantLock lock = new ReentrantLock();

    private final ClientStates clients = new ClientStates();
    private final CallLog calls = new CallLog(MAX_CALLS, MAX_CALLS_OF_ONE);
    private final InstanceStates pods = new InstanceStates();
    private final Holders holders = new Holders();
    private final GatewayKnowledge gateway = new GatewayKnowledge();
    private final RoomState room = new RoomState();
    private final RunState run = new RunState();
    private final OutcomeStates outcomes = new OutcomeStates();
    private final Tail<EventLine> events = new Tail<>(MAX_LINES);
    private final Tail<LogLine> log = new Tail<>(MAX_LINES);
    private final MoveTail moves = new MoveTail();
    private long changes;
    private long lines;

    @Override
    public void on(RunEvent event) {
        changing(() -> fold(event));
    }

    private void fold(RunEvent event) {
        switch (event) {
            case RunEvent.RunStarted started -> began(started);
            case RunEvent.StepStarted step -> {
                run.step(step);
                happened(step.at(), new ConsoleEvent.StepBegan(step.number(), step.title()));
            }
            case RunEvent.StepEnded step -> run.stepDone(step);
            case RunEvent.ClientChanged changed -> changed(changed.client(), changed.at());
            case RunEvent.CallStarted call -> {}
            case RunEvent.StreamMessage message -> messageCame(message);
            case RunEvent.CallEnded ended -> ended(ended.exchange(), ended.at());
            case RunEvent.Validated validated -> {
                run.check(validated.validation());
                happened(validated.at(), new ConsoleEvent.Checked(validated.validation()));
            }
            case RunEvent.Noted noted -> happened(noted.at(), new ConsoleEvent.Noted(noted.text()));
            case RunEvent.RunEnded end -> {
                run.end(end);
                clients.endRun(end);
                outcomes.end(end.at());
                ended(end);
            }
        }
    }

    private void ended(RunEvent.RunEnded end) {
        RunView view = run.view();
        Verdict verdict = view == null ? null : view.verdict();
        if (verdict != null) {
            happened(
                    end.at(),
                    new ConsoleEvent.RunDone(
                            verdict,
                            verdict == Verdict.STOPPED ? "" : end.reason(),
                            end.took(),
                            Story.of(clients.all())));
        }
    }

    private void began(RunEvent.RunStarted started) {
        clearRun();
        run.begin(started.run());
        outcomes.begin(started.at());
        happened(
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
        transition.happening().ifPresent(what -> happened(at, what));
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
            Refusal refusal = Refusal.of(at, answer, holders.now());
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

    /// Sets the processes of the local system.
    public void localInstances(List<InstanceView> views, Instant now) {
        changing(
                () -> {
                    List<String> fresh = pods.local(views, now);
                    // The gateway reports this itself, in more detail.
                    if (!pods.gatewayTells()) {
                        fresh.forEach(pod -> happened(now, new ConsoleEvent.PodSeen(pod)));
                    }
                });
    }

    /// Sets the gateway's instances.
    public void gatewayInstances(List<InstanceReport> reports, Instant now) {
        changing(
                () -> {
                    gateway.heard(now);
                    holders.reported(reports);
                    pods.gateway(reports, now);
                });
    }

    /// Sets the sessions that wait at the gateway.
    public void gatewayRoom(RoomReport report) {
        changing(() -> room.update(report, clients));
    }

    /// A system was opened: its gateway answers.
    public void gatewayOpened(Instant now) {
        changing(() -> gateway.open(now));
    }

    /// A look at the gateway.
    ///
    /// @param retry when the next look is due
    public void gatewaySighted(Sighting sighting, Instant now, Instant retry) {
        changing(
                () -> {
                    gateway.sighted(sighting, now, retry).ifPresent(what -> happened(now, what));
                    if (!sighting.isAnswer()) {
                        silence();
                    }
                });
    }

    /// The gateway's admin API reports no instances now.
    public void gatewayReportsNothing() {
        changing(this::silence);
    }

    private void silence() {
        pods.gatewaySilent();
        room.silent();
    }

    /// Records an event at the gateway.
    public void gatewayEvent(GatewayEvent event) {
        changing(
                () -> {
                    holders.happened(event);
                    pods.happened(event).ifPresent(moves::add);
                    if (event instanceof GatewayEvent.Refused refused) {
                        refused(refused);
                    }
                    if (event instanceof GatewayEvent.OfSession of) {
                        clients.update(of.session(), record -> record.after(of));
                    }
                    GatewayNews.Line line = GatewayNews.of(event, clients);
                    if (line != null) {
                        happened(line.at(), line.what());
                    }
                });
    }

    private void refused(GatewayEvent.Refused event) {
        Refusal refusal =
                new Refusal(event.at(), event.message(), event.reason(), holders.now(), null);
        clients.update(event.session(), record -> record.refused(refusal));
    }

    /// Records an action or a finding of the console itself.
    public void note(Instant now, ConsoleEvent what) {
        changing(() -> happened(now, what));
    }

    /// Records a line of output of a local process.
    public void output(Instant now, String process, String text) {
        changing(() -> log.add(new LogLine(++lines, now, process, text)));
    }

    /// The system and its instances are gone.
    public void forgetSystem() {
        changing(
                () -> {
                    gateway.forget();
                    holders.clear();
                    pods.clear();
                    room.silent();
                });
    }

    private void happened(Instant at, ConsoleEvent what) {
        events.add(new EventLine(++lines, at, what));
    }

    private void clearRun() {
        clients.clear();
        calls.clear();
        run.clear();
        outcomes.clear();
        moves.clear();
        pods.forgetRun();
    }

    /// Counts updates; an equal count means an equal frame, except for the time.
    public long changes() {
        return reading(() -> changes);
    }

    /// @param now the right end of the time axis while a run goes on
    public Frame frame(Frame.Request request, Instant now) {
        Frame all = reading(() -> everything(request, now));
        return all.listing(Story.of(all.clients()), request.clients().of(all.clients()));
    }

    /// Without the filtered list, which is computed outside the lock.
    private Frame everything(Frame.Request request, Instant now) {
        List<ClientRow> rows = clients.all();
        return new Frame(
                changes,
                now,
                run.view(),
                Story.EMPTY,
                rows,
                rows,
                gateway.view(now),
                pods.all(clients),
                pods.gatewayTells(),
                room.view(clients, now),
                outcomes.view(now),
                events.items(),
                log.items(),
                focus(request),
                moves.take(),
                null);
    }

    private Frame.@Nullable Focus focus(Frame.Request request) {
        ClientRow row = request.focus() == null ? null : clients.row(request.focus());
        return row == null ? null : new Frame.Focus(row, calls.of(row.id()));
    }

    private void changing(Runnable change) {
        lock.lock();
        try {
            changes++;
            change.run();
        } finally {
            lock.unlock();
        }
    }

    private <T> T reading(Supplier<T> read) {
        lock.lock();
        try {
            return read.get();
        } finally {
            lock.unlock();
        }
    }
}
