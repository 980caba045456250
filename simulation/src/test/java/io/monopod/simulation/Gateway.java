package io.monopod.simulation;

import io.monopod.contract.Epoch;
import io.monopod.contract.InstanceId;
import io.monopod.contract.SessionId;
import io.monopod.gateway.assign.Decision;
import io.monopod.gateway.assign.EndReason;
import io.monopod.gateway.assign.Instance;
import io.monopod.gateway.assign.LossReason;
import io.monopod.gateway.assign.Quarantine;
import io.monopod.gateway.assign.Rules;
import io.monopod.gateway.assign.SessionEvent;
import io.monopod.gateway.assign.SessionTable;
import io.monopod.gateway.assign.SlotReport;
import io.monopod.gateway.registry.SteadyClock;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// One run of a gateway: the real table, and around it what the gateway's threads do, as events.
final class Gateway {
    static final Duration TICK = Duration.ofMillis(200);

    private final World world;
    private final SimulatedProcess process;
    private final Clocks clocks;
    private final SteadyClock clock;
    private final Listening listening;
    private final ControlCalls control;
    private final SessionTable table;
    private final Set<GatewayCall> calls = new LinkedHashSet<>();
    private final Map<InstanceId, List<Runnable>> unsettled = new HashMap<>();
    private final Map<SessionId, List<Runnable>> turns = new HashMap<>();
    private Instant lastTick;

    /// What has happened in the table and was not told yet.
    private List<SessionEvent> news = new ArrayList<>();

    /// @param grace for which it places no new session
    Gateway(World world, Clocks clocks, Duration grace) {
        this.world = world;
        this.process = new SimulatedProcess(world.timeline());
        this.clocks = clocks;
        this.clock = new SteadyClock(clocks::wall, clocks::nanos);
        this.control = new ControlCalls(world, this);
        var started = now();
        this.listening = new Listening(started);
        var settings = world.settings();
        var rules = Rules.from(started, settings.policy(), settings.lease(), grace);
        this.table =
                world.seams()
                        .table(
                                rules.withPlaces(settings.queuePlaces())
                                        .withSessionIdle(settings.sessionIdle()));
        this.lastTick = started;
        process.after(TICK, this::tick);
    }

    SimulatedProcess process() {
        return process;
    }

    SessionTable table() {
        return table;
    }

    /// By its own clock.
    Instant now() {
        return clock.instant();
    }

    Clocks clocks() {
        return clocks;
    }

    /// Whether everything that has happened in the table was told.
    boolean hasToldAll() {
        return news.isEmpty();
    }

    /// For how long it has listened in vain for the instance.
    Duration silence(InstanceId instance) {
        return listening.silence(instance, now());
    }

    boolean hasHeardOthersSince(InstanceId instance) {
        return listening.hasHeardOthersSince(instance);
    }

    /// @return null if it does not take it
    @Nullable Epoch register(Instance instance, SlotReport report) {
        var granted = table.register(instance, report, now());
        boolean taken = granted != null;
        world.trail().note("gateway registers %s: %s, taken=%s", instance.id(), report, taken);
        if (taken) {
            heard(instance);
        }
        publish();
        return granted;
    }

    boolean heartbeat(Instance instance, SlotReport report) {
        boolean known = table.heartbeat(instance.id(), report, now());
        world.trail().note("gateway hears %s: %s, known=%s", instance.id(), report, known);
        if (known) {
            heard(instance);
        }
        publish();
        return known;
    }

    private void heard(Instance instance) {
        listening.heard(instance.id(), now());
        world.invariants().heard(this, instance);
    }

    void farewell(Instance instance) {
        table.lose(instance.id(), LossReason.LEFT, now());
        publish();
    }

    /// What the passing of time does.
    private void tick() {
        var late = Duration.between(lastTick, now()).minus(TICK);
        lastTick = now();
        if (late.compareTo(world.settings().lease().dividedBy(6)) > 0) {
            listening.stoodStill(late, now());
        }
        table.stoodStill(late, now());
        table.expire(now());
        publish();
        table.ending(now()).forEach(control::end);
        askTheSilent();
        process.after(TICK, this::tick);
    }

    /// The hosts of processes that are gone say so, if they are reached.
    private void askTheSilent() {
        for (var instance : table.silent(now())) {
            var place = world.placeOf(instance);
            if (!world.network().isCut(place) && !place.isHomeOf(instance)) {
                process.after(world.network().delay(), () -> refused(instance));
            }
        }
    }

    private void refused(Instance instance) {
        table.lose(instance.id(), LossReason.UNREACHABLE, now());
        publish();
    }

    /// The table may have changed; who wants to know is told soon.
    void publish() {
        var changes = table.takeEvents();
        if (news.isEmpty() && !changes.isEmpty()) {
            process.after(world.chance().millis(0, 5), this::tell);
        }
        news.addAll(changes);
        changes.forEach(event -> world.invariants().happened(event));
    }

    private void tell() {
        var told = news;
        news = new ArrayList<>();
        told.forEach(this::tell);
    }

    private void tell(SessionEvent event) {
        world.trail().note("gateway: %s", event);
        if (event instanceof SessionEvent.OfInstance change) {
            wake(unsettled.remove(change.instance().id()));
        }
        if (event instanceof SessionEvent.OfSession change) {
            wake(turns.remove(change.hold().session()));
        }
        if (event instanceof SessionEvent.Ending ending) {
            if (ending.reason() == EndReason.DUPLICATE) {
                // Nobody waits for its end: the session goes on elsewhere already.
                List.copyOf(calls).forEach(call -> call.cutFrom(ending.hold()));
            }
            control.end(ending);
        } else if (event instanceof SessionEvent.Lost(_, var instance, _)) {
            cut(instance);
        } else if (event instanceof SessionEvent.Quarantined(_, var instance, var why)
                && why == Quarantine.UNCONFIRMED) {
            cut(instance);
        }
    }

    private void wake(@Nullable List<Runnable> waiting) {
        if (waiting != null) {
            waiting.forEach(call -> process.after(Duration.ZERO, call));
        }
    }

    private void cut(Instance instance) {
        List.copyOf(calls).forEach(call -> call.cutFrom(instance));
    }

    /// Its connections to `pod` break.
    void connectionsBreak(Pod pod) {
        Runnable broken = () -> List.copyOf(calls).forEach(call -> call.connectionBreaks(pod));
        world.network().carry(pod.place(), () -> process.run(broken));
    }

    void await(Decision.Unsettled what, Runnable retry) {
        if (table.isUnsettled(what)) {
            unsettled.computeIfAbsent(what.instance(), _ -> new ArrayList<>()).add(retry);
        } else {
            process.after(Duration.ZERO, retry);
        }
    }

    /// Until something happens to the session, or `patience` is over.
    void awaitTurn(SessionId session, Duration patience, Runnable retry) {
        if (table.place(session) == null) {
            process.after(Duration.ZERO, retry);
        } else {
            turns.computeIfAbsent(session, _ -> new ArrayList<>()).add(retry);
            process.after(
                    patience.isNegative() ? Duration.ZERO : patience,
                    () -> wake(turns.remove(session)));
        }
    }

    ControlCalls control() {
        return control;
    }

    /// A client's call arrives.
    GatewayCall accept(SimulatedClient.Call call) {
        var here = new GatewayCall(world, this, call);
        calls.add(here);
        process.run(here::assign);
        return here;
    }

    void over(GatewayCall call) {
        calls.remove(call);
    }

    Set<GatewayCall> calls() {
        return calls;
    }

    /// kill -9.
    void die() {
        world.trail().note("gateway dies");
        process.kill();
        List.copyOf(calls).forEach(GatewayCall::gatewayGone);
    }
}
