package io.monopod.simulation;

import io.monopod.contract.Epoch;
import io.monopod.contract.InstanceId;
import io.monopod.contract.SessionId;
import io.monopod.gateway.assign.Decision;
import io.monopod.gateway.assign.EndReason;
import io.monopod.gateway.assign.Grant;
import io.monopod.gateway.assign.Hold;
import io.monopod.gateway.assign.Instance;
import io.monopod.gateway.assign.LossReason;
import io.monopod.gateway.assign.Quarantine;
import io.monopod.gateway.assign.Reply;
import io.monopod.gateway.assign.Rules;
import io.monopod.gateway.assign.SessionEvent;
import io.monopod.gateway.assign.SessionTable;
import io.monopod.gateway.assign.SlotReport;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// One run of a gateway: the real table, and around it what the gateway's threads do, as events.
final class Gateway {
    private static final Duration TICK = Duration.ofMillis(200);
    private static final Duration CONNECT = Duration.ofMillis(500);

    private final World world;
    private final SimulatedProcess process;
    private final Duration skew;
    private final Instant started;
    private final SessionTable table;
    private final Set<GatewayCall> calls = new LinkedHashSet<>();
    private final Set<Hold> endsUnderWay = new HashSet<>();
    private final Map<InstanceId, List<Runnable>> unsettled = new HashMap<>();
    private final Map<SessionId, List<Runnable>> turns = new HashMap<>();
    private final Map<InstanceId, Instant> heard = new LinkedHashMap<>();
    private Instant lastTick;

    /// When it did not run, as far as it has noticed.
    private final List<Standstill> standstills = new ArrayList<>();

    private boolean newsIsComing;

    /// @param skew of its clock
    /// @param grace for which it places no new session
    Gateway(World world, Duration skew, Duration grace) {
        this.world = world;
        this.process = new SimulatedProcess(world.timeline());
        this.skew = skew;
        this.started = now();
        var settings = world.settings();
        var rules = Rules.from(started, settings.policy(), settings.lease(), grace);
        this.table = world.seams().table(rules.withPlaces(settings.queuePlaces()));
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
        return world.timeline().now().plus(skew);
    }

    Instant started() {
        return started;
    }

    /// Whether everything that has happened in the table was told.
    boolean hasToldAll() {
        return !newsIsComing;
    }

    /// For how long it has listened in vain for the instance.
    Duration silence(InstanceId instance) {
        var since = heard.getOrDefault(instance, started);
        var silence = Duration.between(since, now());
        for (var standstill : standstills) {
            silence = silence.minus(standstill.after(since));
        }
        return silence;
    }

    private record Standstill(Instant from, Instant to) {
        Duration after(Instant since) {
            var begin = since.isAfter(from) ? since : from;
            return begin.isBefore(to) ? Duration.between(begin, to) : Duration.ZERO;
        }
    }

    /// @return null if it does not take it
    @Nullable Epoch register(Instance instance, SlotReport report) {
        var granted = table.register(instance, report, now());
        boolean taken = granted != null;
        world.trail().note("gateway registers %s: %s, taken=%s", instance.id(), report, taken);
        if (taken) {
            heard.put(instance.id(), now());
        }
        publish();
        return granted;
    }

    boolean heartbeat(Instance instance, SlotReport report) {
        boolean known = table.heartbeat(instance.id(), report, now());
        world.trail().note("gateway hears %s: %s, known=%s", instance.id(), report, known);
        if (known) {
            heard.put(instance.id(), now());
        }
        publish();
        return known;
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
            standstills.add(new Standstill(now().minus(late), now()));
        }
        table.stoodStill(late, now());
        table.expire(now());
        publish();
        table.ending(now()).forEach(this::end);
        process.after(TICK, this::tick);
    }

    /// The table may have changed; who wants to know is told soon.
    void publish() {
        if (!newsIsComing) {
            newsIsComing = true;
            process.after(world.chance().millis(0, 5), this::tell);
        }
    }

    private void tell() {
        newsIsComing = false;
        table.takeEvents().forEach(this::tell);
    }

    private void tell(SessionEvent event) {
        world.trail().note("gateway: %s", event);
        world.invariants().happened(event);
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
            end(ending);
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

    void bind(Grant grant, Consumer<Reply> answer) {
        ask(
                grant.instance(),
                (pod, reply) -> pod.bind(grant, reply),
                reply -> answer.accept(world.seams().toBind(reply)));
    }

    private void end(SessionEvent.Ending ending) {
        var hold = ending.hold();
        if (endsUnderWay.add(hold)) {
            ask(
                    hold.instance(),
                    (pod, reply) -> pod.end(hold, ending.reason(), reply),
                    reply -> {
                        endsUnderWay.remove(hold);
                        world.seams().toEnd(table, hold, reply, now());
                        publish();
                    });
        }
    }

    private void ask(
            Instance instance, BiConsumer<Pod, Consumer<Reply>> question, Consumer<Reply> answer) {
        var place = world.placeOf(instance);
        var once = new Once(answer);
        if (world.network().isCut(place) && world.chance().oneIn(2)) {
            process.after(CONNECT, () -> once.accept(new Reply.NotDone()));
            return;
        }
        world.network()
                .send(
                        place,
                        () ->
                                place.meet(
                                        instance,
                                        question,
                                        reply ->
                                                world.network()
                                                        .send(
                                                                place,
                                                                () ->
                                                                        process.run(
                                                                                () ->
                                                                                        once.accept(
                                                                                                reply)))));
        process.after(world.settings().bindWithin(), () -> once.accept(new Reply.Unknown()));
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

    /// Takes the first answer; the others came too late.
    private static final class Once implements Consumer<Reply> {
        private final Consumer<Reply> answer;
        private boolean answered;

        Once(Consumer<Reply> answer) {
            this.answer = answer;
        }

        @Override
        public void accept(Reply reply) {
            if (!answered) {
                answered = true;
                answer.accept(reply);
            }
        }
    }
}
