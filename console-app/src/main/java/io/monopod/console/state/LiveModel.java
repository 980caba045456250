package io.monopod.console.state;

import io.monopod.console.admin.GatewayEvent;
import io.monopod.console.admin.InstanceReport;
import io.monopod.console.admin.RoomReport;
import io.monopod.console.snapshot.ClientRow;
import io.monopod.console.snapshot.ConsoleEvent;
import io.monopod.console.snapshot.EventLine;
import io.monopod.console.snapshot.Frame;
import io.monopod.console.snapshot.LogLine;
import io.monopod.console.snapshot.Story;
import io.monopod.scenarios.engine.ContractAnswer;
import io.monopod.scenarios.event.ClientView;
import io.monopod.scenarios.event.Exchange;
import io.monopod.scenarios.event.RunEvent;
import io.monopod.scenarios.event.RunListener;
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

    /// Guards all fields below: a frame must not show a client on a free pod.
    private final ReentrantLock lock = new ReentrantLock();

    private final ClientStates clients = new ClientStates();
    private final CallLog calls = new CallLog(MAX_CALLS, MAX_CALLS_OF_ONE);
    private final InstanceStates pods = new InstanceStates();
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
            case RunEvent.StreamMessage message ->
                    pods.called(message.message().pod(), message.at());
            case RunEvent.CallEnded ended -> ended(ended.exchange(), ended.at());
            case RunEvent.Validated validated -> {
                run.check(validated.validation());
                happened(validated.at(), new ConsoleEvent.Checked(validated.validation()));
            }
            case RunEvent.Noted noted -> happened(noted.at(), new ConsoleEvent.Noted(noted.text()));
            case RunEvent.RunEnded end -> {
                run.end(end);
                outcomes.end(end.at());
                happened(
                        end.at(),
                        new ConsoleEvent.RunDone(end.verdict(), end.reason(), end.took()));
            }
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
        transition.leftPod().ifPresent(pod -> pods.left(pod, after.session(), at));
        transition.servingPod().ifPresent(pod -> pods.served(pod, after.session(), at));
        transition.happening().ifPresent(what -> happened(at, what));
        transition.move().ifPresent(moves::add);
        transition.assigned().ifPresent(waited -> outcomes.assigned(at, waited));
    }

    private void ended(Exchange exchange, Instant at) {
        int refusal = refusalOf(exchange);
        clients.got(exchange, refusal);
        calls.add(exchange);
        outcomes.call(at, exchange.answer().code(), refusal);
        String pod = exchange.answer().pod();
        if (pod != null) {
            pods.called(pod, at);
        }
    }

    private static int refusalOf(Exchange exchange) {
        List<ContractAnswer> table = ContractAnswer.all();
        return exchange.answer().ok()
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
        changing(() -> pods.gateway(reports, now));
    }

    /// Sets the sessions that wait at the gateway.
    public void gatewayRoom(RoomReport report) {
        changing(() -> room.update(report, clients));
    }

    /// The gateway no longer reports its instances.
    public void gatewaySilent() {
        changing(
                () -> {
                    pods.gatewaySilent();
                    room.silent();
                });
    }

    /// Records an event at the gateway.
    public void gatewayEvent(GatewayEvent event) {
        changing(
                () -> {
                    pods.happened(event).ifPresent(moves::add);
                    if (event instanceof GatewayEvent.OfSession of) {
                        clients.update(of.session(), record -> record.after(of));
                    }
                    GatewayNews.Line line = GatewayNews.of(event, clients);
                    if (line != null) {
                        happened(line.at(), line.what());
                    }
                });
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
                run.view(),
                Story.EMPTY,
                rows,
                rows,
                clients.counts(),
                pods.all(clients),
                pods.gatewayTells(),
                room.view(clients, now),
                outcomes.view(now),
                events.items(),
                log.items(),
                focus(request),
                moves.take());
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
