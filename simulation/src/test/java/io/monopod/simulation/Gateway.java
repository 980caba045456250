package io.monopod.simulation;

import io.monopod.contract.Epoch;
import io.monopod.contract.InstanceId;
import io.monopod.contract.SessionId;
import io.monopod.gateway.assign.Assignment;
import io.monopod.gateway.assign.EndReason;
import io.monopod.gateway.assign.Instance;
import io.monopod.gateway.assign.LossReason;
import io.monopod.gateway.assign.Quarantine;
import io.monopod.gateway.assign.SessionEvent;
import io.monopod.gateway.assign.SlotReport;
import io.monopod.gateway.registry.SteadyClock;
import io.monopod.gateway.table.Rules;
import io.monopod.gateway.table.SessionTable;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// One run of a gateway: the real table, and the work of the gateway's threads as events.
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

    /// Events of the table that are not published yet.
    private List<SessionEvent> unpublished = new ArrayList<>();

    /// @param grace how long it places no new session
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
                                        .withSessionIdle(settings.sessionIdle())
                                        .withQuotas(settings.quotas()),
                                this::publish);
        this.lastTick = started;
        process.after(TICK, this::tick);
    }

    SimulatedProcess process() {
        return process;
    }

    SessionTable table() {
        return table;
    }

    /// The current time by its own clock.
    Instant now() {
        return clock.instant();
    }

    Clocks clocks() {
        return clocks;
    }

    /// Whether all events of the table are published.
    boolean hasToldAll() {
        return unpublished.isEmpty();
    }

    /// How long the gateway has not heard from the instance while it was listening.
    Duration silence(InstanceId instance) {
        return listening.silence(instance, now());
    }

    boolean hasHeardOthersSince(InstanceId instance) {
        return listening.hasHeardOthersSince(instance);
    }

    /// @return null if the registration is refused
    @Nullable Epoch register(Instance instance, SlotReport report) {
        var granted = table.register(instance, report, now());
        boolean taken = granted != null;
        world.trail().note("gateway registers %s: %s, taken=%s", instance.id(), report, taken);
        if (taken) {
            heard(instance);
        }
        return granted;
    }

    boolean heartbeat(Instance instance, SlotReport report) {
        boolean known = table.heartbeat(instance.id(), report, now());
        world.trail().note("gateway hears %s: %s, known=%s", instance.id(), report, known);
        if (known) {
            heard(instance);
        }
        return known;
    }

    private void heard(Instance instance) {
        listening.heard(instance.id(), now());
        world.invariants().heard(this, instance);
    }

    void deregister(Instance instance) {
        table.lose(instance.id(), LossReason.LEFT, now());
    }

    /// Handles timeouts.
    private void tick() {
        var late = Duration.between(lastTick, now()).minus(TICK);
        lastTick = now();
        if (late.compareTo(world.settings().lease().dividedBy(6)) > 0) {
            listening.clockJumped(late, now());
        }
        table.expire(late, now());
        table.ending(now()).forEach(control::end);
        probeSilentHosts();
        process.after(TICK, this::tick);
    }

    /// Reachable hosts report that a process is gone.
    private void probeSilentHosts() {
        for (var instance : table.silent(now())) {
            var place = world.placeOf(instance);
            if (!world.network().isCut(place) && !place.isHomeOf(instance)) {
                process.after(world.network().delay(), () -> refused(instance));
            }
        }
    }

    private void refused(Instance instance) {
        table.lose(instance.id(), LossReason.UNREACHABLE, now());
    }

    /// The table has changed. Listeners hear it soon.
    private void publish() {
        var changes = table.takeEvents();
        if (unpublished.isEmpty() && !changes.isEmpty()) {
            process.after(world.chance().millis(0, 5), this::dispatch);
        }
        unpublished.addAll(changes);
        changes.forEach(event -> world.invariants().happened(event));
    }

    private void dispatch() {
        var published = unpublished;
        unpublished = new ArrayList<>();
        published.forEach(this::dispatch);
    }

    private void dispatch(SessionEvent event) {
        world.trail().note("gateway: %s", event);
        if (event instanceof SessionEvent.OfInstance change) {
            wake(unsettled.remove(change.instance().id()));
        }
        if (event instanceof SessionEvent.OfSession change) {
            wake(turns.remove(change.hold().session()));
        }
        if (event instanceof SessionEvent.Ending ending) {
            if (ending.reason() == EndReason.DUPLICATE) {
                // Does not wait for the end: the session already continues elsewhere.
                List.copyOf(calls).forEach(call -> call.cutFrom(ending.hold()));
            }
            control.end(ending);
        } else if (event instanceof SessionEvent.Lost(_, var instance, _, _)) {
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

    /// The connections to `pod` break.
    void connectionsBreak(Pod pod) {
        Runnable broken = () -> List.copyOf(calls).forEach(call -> call.connectionBreaks(pod));
        world.network().carry(pod.place(), () -> process.run(broken));
    }

    void await(Assignment.Unsettled what, Runnable retry) {
        if (table.isUnsettled(what)) {
            unsettled.computeIfAbsent(what.instance(), _ -> new ArrayList<>()).add(retry);
        } else {
            process.after(Duration.ZERO, retry);
        }
    }

    /// Waits until something happens to the session, or for `maxWait`.
    void awaitTurn(SessionId session, Duration maxWait, Runnable retry) {
        if (table.place(session) == null) {
            process.after(Duration.ZERO, retry);
        } else {
            turns.computeIfAbsent(session, _ -> new ArrayList<>()).add(retry);
            process.after(
                    maxWait.isNegative() ? Duration.ZERO : maxWait,
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

    /// Kills it, as kill -9 does.
    void die() {
        world.trail().note("gateway dies");
        process.kill();
        List.copyOf(calls).forEach(GatewayCall::gatewayGone);
    }
}
