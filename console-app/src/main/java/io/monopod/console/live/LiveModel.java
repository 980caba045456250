package io.monopod.console.live;

import io.monopod.console.admin.GatewayEvent;
import io.monopod.console.admin.InstanceReport;
import io.monopod.console.admin.RoomReport;
import io.monopod.scenarios.engine.Contract;
import io.monopod.scenarios.engine.ContractAnswer;
import io.monopod.scenarios.event.CallId;
import io.monopod.scenarios.event.ClientView;
import io.monopod.scenarios.event.Exchange;
import io.monopod.scenarios.event.RunEvent;
import io.monopod.scenarios.event.RunListener;
import io.monopod.scenarios.system.InstanceView;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// Everything that has been heard, folded as it comes. Any thread may tell it something and any may
/// take a frame of it.
public final class LiveModel implements RunListener {
    private static final int MOST_CALLS = 20_000;
    private static final int MOST_CALLS_OF_ONE = 50;
    private static final int MOST_LINES = 2_000;

    /// Guards all that follows: a frame must not show a client on a pod that is free.
    private final ReentrantLock lock = new ReentrantLock();

    private final ClientBook clients = new ClientBook();
    private final CallLog calls = new CallLog(MOST_CALLS, MOST_CALLS_OF_ONE);
    private final PodBook pods = new PodBook();
    private final RoomBook room = new RoomBook();
    private final RunBook run = new RunBook();
    private final OutcomeBook outcomes = new OutcomeBook();
    private final Tail<EventLine> events = new Tail<>(MOST_LINES);
    private final Tail<LogLine> log = new Tail<>(MOST_LINES);
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
                happened(step.at(), new Happening.StepBegan(step.number(), step.title()));
            }
            case RunEvent.StepEnded step -> run.stepDone(step);
            case RunEvent.ClientChanged changed -> changed(changed.client(), changed.at());
            case RunEvent.CallStarted call -> {}
            case RunEvent.StreamMessage message ->
                    pods.called(message.message().pod(), message.at());
            case RunEvent.CallEnded ended -> ended(ended.exchange(), ended.at());
            case RunEvent.Validated validated -> {
                run.check(validated.validation());
                happened(validated.at(), new Happening.Checked(validated.validation()));
            }
            case RunEvent.Noted noted -> happened(noted.at(), new Happening.Noted(noted.text()));
            case RunEvent.RunEnded end -> {
                run.end(end);
                outcomes.end(end.at());
                happened(end.at(), new Happening.RunDone(end.verdict(), end.reason(), end.took()));
            }
        }
    }

    private void began(RunEvent.RunStarted started) {
        clearRun();
        run.begin(started.run());
        outcomes.begin(started.at());
        happened(
                started.at(),
                new Happening.RunBegan(
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
        if (exchange.answer().ok()) {
            return -1;
        }
        List<ContractAnswer> table = Contract.all();
        for (int i = 0; i < table.size(); i++) {
            if (table.get(i).matches(exchange.answer())) {
                return i;
            }
        }
        return -1;
    }

    /// The processes of the local system are these now.
    public void localInstances(List<InstanceView> views, Instant now) {
        changing(
                () -> {
                    List<String> fresh = pods.local(views, now);
                    // The gateway says so itself, and says more.
                    if (!pods.gatewayTells()) {
                        fresh.forEach(pod -> happened(now, new Happening.PodSeen(pod)));
                    }
                });
    }

    /// The gateway has these instances now.
    public void gatewayInstances(List<InstanceReport> reports, Instant now) {
        changing(() -> pods.gateway(reports, now));
    }

    /// These wait at the gateway now.
    public void gatewayRoom(RoomReport report) {
        changing(() -> room.told(report, clients));
    }

    /// The gateway tells nothing of its instances any more.
    public void gatewaySilent() {
        changing(
                () -> {
                    pods.gatewaySilent();
                    room.silent();
                });
    }

    /// Something happened at the gateway.
    public void gatewayEvent(GatewayEvent event) {
        changing(
                () -> {
                    pods.happened(event).ifPresent(moves::add);
                    if (event instanceof GatewayEvent.OfSession of) {
                        clients.told(of.session(), record -> record.after(of));
                    }
                    GatewayNews.Line line = GatewayNews.of(event, clients);
                    if (line != null) {
                        happened(line.at(), line.what());
                    }
                });
    }

    /// Something that the console itself did or met.
    public void note(Instant now, Happening what) {
        changing(() -> happened(now, what));
    }

    /// A process of the local system wrote a line.
    public void output(Instant now, String process, String text) {
        changing(() -> log.add(new LogLine(++lines, now, process, text)));
    }

    /// The system is gone, and its instances with it.
    public void forgetSystem() {
        changing(
                () -> {
                    pods.clear();
                    room.silent();
                });
    }

    private void happened(Instant at, Happening what) {
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

    /// Counts what it has been told; the same count, the same frame but for the time.
    public long changes() {
        return reading(() -> changes);
    }

    /// @param now the right end of what is shown over time, while a run goes on
    public Frame frame(Frame.Wish wish, Instant now) {
        Frame all = reading(() -> everything(wish, now));
        return all.listing(Story.of(all.clients()), wish.clients().of(all.clients()));
    }

    /// Without what only reads the list of clients, which needs no lock.
    private Frame everything(Frame.Wish wish, Instant now) {
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
                focus(wish),
                moves.take());
    }

    private Frame.@Nullable Focus focus(Frame.Wish wish) {
        ClientRow row = wish.focus() == null ? null : clients.row(wish.focus());
        return row == null ? null : new Frame.Focus(row, calls.of(row.id()));
    }

    /// Empty if it is too long ago to be kept.
    public Optional<Exchange> call(CallId id) {
        return reading(() -> calls.call(id));
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
