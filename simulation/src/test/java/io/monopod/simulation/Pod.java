package io.monopod.simulation;

import io.monopod.contract.Epoch;
import io.monopod.contract.SessionId;
import io.monopod.gateway.assign.EndReason;
import io.monopod.gateway.assign.Grant;
import io.monopod.gateway.assign.Hold;
import io.monopod.gateway.assign.Instance;
import io.monopod.gateway.assign.Reply;
import io.monopod.gateway.assign.SlotReport;
import io.monopod.gateway.registry.WireReports;
import io.monopod.myservice.instance.RealLease;
import io.monopod.myservice.instance.RealSlot;

import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// An instance: the real slot, and around it what the instance's process does with calls, grants
/// and ends.
final class Pod {
    /// How long the calls of a session may take to notice its end.
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final World world;
    private final Place place;
    private final Instance instance;
    private final SimulatedProcess process;
    private final InstanceSlot slot;
    private final Heartbeats heartbeats;
    private final RealLease lease;
    private final Doubts doubts;

    /// The calls that are being served, and since when they hold the slot under which grant.
    private final Map<Request, InstanceSlot.Door.In> calls = new LinkedHashMap<>();

    /// Those of them that were told that their session ends.
    private final Set<Request> told = new HashSet<>();

    private SlotReport reported = new SlotReport.Starting(Epoch.NONE, 0);
    private boolean leaving;

    /// Since its first registration; before it no gateway's token is good here. Who asks is told
    /// less than in life: a request may come twice here, and is then done the second time.
    private boolean hasKeys;

    /// What happens when no calls are left but those that end the session themselves.
    private Runnable whenQuiet = () -> {};

    private Set<Request> exempt = Set.of();

    Pod(World world, Place place, Instance instance) {
        this.world = world;
        this.place = place;
        this.instance = instance;
        this.process = new SimulatedProcess(world.timeline());
        var real = new RealSlot(world.settings().afterSession(), this::slotChanged);
        this.slot = world.seams().slot(real);
        this.heartbeats = new Heartbeats(world, this);
        this.lease = new RealLease(world.clocks(Duration.ZERO)::nanos);
        this.doubts = new Doubts(world, process, lease);
    }

    Instance instance() {
        return instance;
    }

    Place place() {
        return place;
    }

    SimulatedProcess process() {
        return process;
    }

    Map<Request, InstanceSlot.Door.In> calls() {
        return calls;
    }

    /// The truth about the slot, as the gateway would read it.
    SlotReport report() {
        return WireReports.read(slot.report());
    }

    /// Whether it serves a call of the session whose client sees what it does.
    boolean isServing(SessionId session) {
        return calls.keySet().stream()
                .anyMatch(
                        call ->
                                call.session().equals(session)
                                        && call.asker().isWaiting()
                                        && !told.contains(call));
    }

    void start() {
        slot.open();
        heartbeats.start();
    }

    /// SIGTERM.
    void retire() {
        process.run(slot::retire);
    }

    private void slotChanged() {
        var now = report();
        noteLeft(reported, now);
        reported = now;
        heartbeats.speakSoon();
        if (!leaving && now instanceof SlotReport.Closed) {
            leaving = true;
            process.after(world.chance().millis(0, 1_000), this::leave);
        }
    }

    private void noteLeft(SlotReport before, SlotReport now) {
        if (before instanceof SlotReport.Held held
                && !(now instanceof SlotReport.Held next
                        && next.session().equals(held.session())
                        && next.epoch().equals(held.epoch()))) {
            world.causes().left(held.session(), held.epoch());
        } else if (before instanceof SlotReport.Taken taken && !(now instanceof SlotReport.Taken)) {
            world.causes().left(taken.session(), Epoch.NONE);
        }
    }

    private void leave() {
        world.causes().leaves(instance);
        heartbeats.farewell();
        die("leaves");
    }

    /// The process is gone, and with it its connections.
    void die(String how) {
        world.trail().note("%s %s", instance.id(), how);
        process.kill();
        calls.clear();
        told.clear();
        world.gateway().connectionsBreak(this);
        world.timeline().after(world.chance().millis(100, 8_000), place::start);
    }

    RealLease lease() {
        return lease;
    }

    /// The gateway has taken the registration, and had granted no epoch above that.
    void fence(Epoch granted) {
        hasKeys = true;
        slot.fence(granted);
    }

    /// The gateway has taken what this instance said.
    void heard() {
        doubts.heard();
    }

    void bind(Grant grant, Consumer<Reply> answer) {
        if (!hasKeys) {
            answer.accept(new Reply.Unknown());
            return;
        }
        boolean settled =
                doubts.settle(
                        () -> bindNow(grant, answer),
                        () -> answer.accept(new Reply.Told(report())));
        if (!settled) {
            heartbeats.speakSoon();
        }
    }

    private void bindNow(Grant grant, Consumer<Reply> answer) {
        boolean had = has(grant.session());
        var report = WireReports.read(slot.bind(grant.session(), grant.epoch(), grant.owner()));
        world.trail()
                .note(
                        "%s asked to bind %s %s: %s",
                        instance.id(), grant.session(), grant.epoch(), report);
        if (!had && isHeldBy(grant)) {
            world.invariants().bound(this, grant);
        }
        if (isHeldBy(grant)) {
            world.causes().holds(instance.id(), grant.session(), grant.epoch());
        }
        answer.accept(new Reply.Told(report));
    }

    private boolean has(SessionId session) {
        return switch (report()) {
            case SlotReport.Held held -> held.session().equals(session);
            case SlotReport.Taken taken -> taken.session().equals(session);
            case SlotReport.Starting _, SlotReport.Free _, SlotReport.Closed _ -> false;
        };
    }

    private boolean isHeldBy(Grant grant) {
        return report() instanceof SlotReport.Held held
                && held.session().equals(grant.session())
                && held.epoch().equals(grant.epoch());
    }

    void end(Hold hold, EndReason reason, Consumer<Reply> answer) {
        if (!hasKeys) {
            answer.accept(new Reply.Unknown());
            return;
        }
        world.trail().note("%s asked to end %s %s", instance.id(), hold.session(), hold.epoch());
        switch (slot.beginEnd(hold.session(), hold.epoch())) {
            case BEGUN ->
                    finishEnd(
                            reason.label(),
                            Set.of(),
                            () -> answer.accept(new Reply.Told(report())));
            case NOTHING_TO_END -> answer.accept(new Reply.Told(report()));
            case UNDER_WAY -> answer.accept(new Reply.Unknown());
        }
    }

    /// A call arrives.
    void serve(Request request) {
        var door =
                request.kind() == Request.Kind.SHUTDOWN
                        ? slot.enterToEnd(request.session(), request.user(), request.stamp())
                        : slot.enter(request.session(), request.user(), request.stamp());
        world.trail().note("%s: %s meets %s", instance.id(), request, door);
        switch (door) {
            case InstanceSlot.Door.In in -> {
                calls.put(request, in);
                world.causes().holds(instance.id(), request.session(), in.epoch());
                world.invariants().callBegins(this, request, in.epoch());
                process.after(serviceTime(request), () -> served(request));
            }
            case InstanceSlot.Door.Out(var told) -> answer(request, false, told);
        }
    }

    private Duration serviceTime(Request request) {
        return switch (request.kind()) {
            case ECHO, SHUTDOWN -> world.chance().millis(0, 30);
            case STREAM -> world.chance().millis(10, 8_000);
        };
    }

    private void served(Request request) {
        var in = calls.get(request);
        if (in == null) {
            return;
        }
        boolean begun =
                request.kind() == Request.Kind.SHUTDOWN
                        && slot.beginEnd(request.session(), in.epoch())
                                == InstanceSlot.EndStep.BEGUN;
        if (begun) {
            world.causes().shutDown(request.session(), in.epoch());
            finishEnd(
                    EndReason.SHUTDOWN.label(),
                    Set.of(request),
                    () -> close(request, true, told()));
        } else {
            close(request, true, InstanceSlot.Told.NOTHING);
        }
    }

    private InstanceSlot.Told told() {
        return switch (report()) {
            case SlotReport.Free _ -> InstanceSlot.Told.FREE;
            case SlotReport.Closed _ -> InstanceSlot.Told.CLOSED;
            case SlotReport.Starting _, SlotReport.Held _, SlotReport.Taken _ ->
                    InstanceSlot.Told.NOTHING;
        };
    }

    /// The client, or the gateway, does not want it any more.
    void cancel(Request request) {
        process.after(noticing(), () -> remove(request));
    }

    private Duration noticing() {
        return world.chance().oneIn(20)
                ? world.chance().millis(500, 3_000)
                : world.chance().millis(0, 5);
    }

    /// No call of the session gets in any more; those that run are told, and when they are over the
    /// slot is given back. If they do not end, the instance closes.
    private void finishEnd(String reason, Set<Request> but, Runnable then) {
        exempt = but;
        whenQuiet =
                () -> {
                    whenQuiet = () -> {};
                    exempt = Set.of();
                    slot.finishEnd(reason);
                    then.run();
                };
        var finish = whenQuiet;
        for (var call : calls.keySet()) {
            if (!but.contains(call)) {
                told.add(call);
                process.after(noticing(), () -> close(call, false, InstanceSlot.Told.NOTHING));
            }
        }
        process.after(PATIENCE, () -> giveUpWaiting(finish));
        runIfQuiet();
    }

    private void giveUpWaiting(Runnable finish) {
        if (whenQuiet.equals(finish)) {
            slot.retire();
            finish.run();
        }
    }

    private void close(Request request, boolean served, InstanceSlot.Told told) {
        if (calls.containsKey(request)) {
            remove(request);
            answer(request, served, told);
        }
    }

    private void remove(Request request) {
        calls.remove(request);
        told.remove(request);
        runIfQuiet();
    }

    private void runIfQuiet() {
        if (exempt.containsAll(calls.keySet())) {
            whenQuiet.run();
        }
    }

    private void answer(Request request, boolean served, InstanceSlot.Told told) {
        world.network().carry(place, () -> request.asker().answered(served, told));
    }

    @Override
    public String toString() {
        return instance.id().value();
    }
}
