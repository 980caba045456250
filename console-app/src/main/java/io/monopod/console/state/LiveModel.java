package io.monopod.console.state;

import io.monopod.console.admin.GatewayEvent;
import io.monopod.console.admin.GatewaysReport;
import io.monopod.console.admin.InstanceReport;
import io.monopod.console.admin.Look;
import io.monopod.console.admin.MetricsReport;
import io.monopod.console.admin.RoomReport;
import io.monopod.console.admin.SessionReport;
import io.monopod.console.snapshot.ConsoleEvent;
import io.monopod.console.snapshot.EventLine;
import io.monopod.console.snapshot.Frame;
import io.monopod.console.snapshot.LogLine;
import io.monopod.console.snapshot.Story;
import io.monopod.console.snapshot.client.ClientRow;
import io.monopod.console.snapshot.client.Refusal;
import io.monopod.scenarios.event.RunEvent;
import io.monopod.scenarios.event.RunListener;
import io.monopod.scenarios.system.InstanceView;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// The state of everything, updated by events. Any thread may update it or take a frame.
public final class LiveModel implements RunListener {
    private static final int MAX_LINES = 2_000;

    /// Guards all fields below: a frame must not show a client on a free pod.
    private final ReentrantLock lock = new ReentrantLock();

    private final InstanceStates pods = new InstanceStates();
    private final Holders holders = new Holders();
    private final GatewayStates gateways = new GatewayStates();
    private final RoomState room = new RoomState();
    private final GatewayLedger ledger = new GatewayLedger();
    private final Tail<EventLine> events = new Tail<>(MAX_LINES);
    private final Tail<LogLine> log = new Tail<>(MAX_LINES);
    private final RunFold run;
    private long changes;
    private long lines;

    /// Of what happens now.
    public LiveModel() {
        this(null);
    }

    /// @param recorded who held instances, of a saved run
    LiveModel(@Nullable RecordedHolders recorded) {
        run = new RunFold(pods, holders, this::happened, recorded);
    }

    @Override
    public void on(RunEvent event) {
        changing(() -> run.add(event));
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
                    gateways.heard(now);
                    holders.reported(reports);
                    pods.gateway(reports, now);
                });
    }

    /// Sets the sessions that wait at the gateway.
    public void gatewayRoom(RoomReport report) {
        changing(() -> room.update(report, run.clients()));
    }

    /// Sets what the gateway does for all of its users.
    public void gatewayFigures(List<SessionReport> sessions, MetricsReport metrics, Instant now) {
        changing(
                () -> {
                    ledger.sessions(sessions);
                    ledger.metrics(metrics, now);
                });
    }

    /// Events from before the console was connected: they tell since when instances are up.
    public void gatewayPast(List<GatewayEvent> events) {
        changing(() -> events.forEach(pods::registered));
    }

    /// A system was opened: a gateway of it answers.
    ///
    /// @param names of its gateways
    public void gatewaysOpened(List<String> names, Instant now) {
        changing(() -> gateways.open(names, now));
    }

    /// A look at a gateway.
    ///
    /// @param index of the gateway
    /// @param retry when the next look is due
    public void gatewaySighted(int index, Look look, Instant now, Instant retry) {
        changing(
                () -> {
                    gateways.sighted(index, look, now, retry).forEach(what -> happened(now, what));
                    if (gateways.areSilent(now)) {
                        silence();
                    }
                });
    }

    /// The console asks another gateway from now on.
    ///
    /// @param index of the gateway
    public void gatewayAsked(int index, Instant now) {
        changing(() -> gateways.ask(index).ifPresent(what -> happened(now, what)));
    }

    /// What a gateway reports of those that share their sessions.
    ///
    /// @param index of the gateway that was asked
    public void gatewaysListed(int index, GatewaysReport report, Instant now) {
        changing(() -> gateways.listed(index, report, now).forEach(what -> happened(now, what)));
    }

    /// The gateway's admin API reports no instances now.
    public void gatewayReportsNothing() {
        changing(this::silence);
    }

    private void silence() {
        pods.gatewaySilent();
        room.silent();
        ledger.silent();
    }

    /// Records an event at the gateway.
    public void gatewayEvent(GatewayEvent event) {
        changing(
                () -> {
                    holders.happened(event);
                    pods.happened(event).ifPresent(run.moves()::add);
                    if (event instanceof GatewayEvent.Refused refused) {
                        refused(refused);
                    }
                    if (event instanceof GatewayEvent.OfSession of) {
                        run.clients().update(of.session(), record -> record.after(of));
                    }
                    GatewayNews.Line line = GatewayNews.of(event, run.clients());
                    if (line != null) {
                        happened(line.at(), line.what());
                    }
                });
    }

    private void refused(GatewayEvent.Refused event) {
        Refusal refusal =
                new Refusal(event.at(), event.message(), event.reason(), holders.now(), null);
        run.clients().update(event.session(), record -> record.refused(refusal));
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
                    gateways.forget();
                    holders.clear();
                    pods.clear();
                    room.silent();
                    ledger.clear();
                });
    }

    private void happened(Instant at, ConsoleEvent what) {
        events.add(new EventLine(++lines, at, what));
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
        ClientStates clients = run.clients();
        List<ClientRow> rows = clients.all();
        return new Frame(
                changes,
                now,
                run.view(),
                Story.EMPTY,
                rows,
                rows,
                gateways.view(now),
                pods.all(clients),
                pods.gatewayTells(),
                room.view(clients, now),
                run.outcomes(request.range(), now),
                events.items(),
                log.items(),
                run.focus(request),
                run.moves().take(),
                run.times(request, rows, now),
                ledger.view(request.range(), now),
                null);
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
