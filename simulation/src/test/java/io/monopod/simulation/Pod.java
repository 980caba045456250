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
import io.monopod.instance.registration.RealLease;
import io.monopod.instance.slot.RealSlot;

import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;

/// An instance: the real slot, and the work of the instance's process with grants, ends and calls
/// ([ServedCalls]).
final class Pod {
    private final World world;
    private final Place place;
    private final Instance instance;
    private final SimulatedProcess process;
    private final InstanceSlot slot;
    private final Heartbeats heartbeats;
    private final RealLease lease;
    private final Doubts doubts;

    private final ServedCalls calls;
    private SlotReport reported = new SlotReport.Starting(Epoch.NONE, 0);
    private boolean leaving;

    /// Set by the first registration; before it, no gateway is authenticated. Unlike a real
    /// instance it refuses nothing then: a request may be delivered twice, and the second one is
    /// carried out.
    private boolean hasKeys;

    Pod(World world, Place place, Instance instance) {
        this.world = world;
        this.place = place;
        this.instance = instance;
        this.process = new SimulatedProcess(world.timeline());
        var real = new RealSlot(world.settings().afterSession(), this::slotChanged);
        this.slot = world.seams().slot(real);
        this.calls = new ServedCalls(world, this, slot);
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

    ServedCalls calls() {
        return calls;
    }

    /// The actual state of the slot, in the gateway's form.
    SlotReport report() {
        return WireReports.read(slot.report());
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
        world.causes().slotChanges(reported, now);
        reported = now;
        heartbeats.heartbeatNow();
        if (!leaving && now instanceof SlotReport.Closed) {
            leaving = true;
            process.after(world.chance().millis(0, 1_000), this::leave);
        }
    }

    private void leave() {
        world.causes().leaves(instance);
        heartbeats.deregister();
        die("leaves");
    }

    /// The process dies, and its connections break.
    void die(String how) {
        world.trail().note("%s %s", instance.id(), how);
        process.kill();
        calls.clear();
        world.gateway().connectionsBreak(this);
        world.timeline().after(world.chance().millis(100, 8_000), place::start);
    }

    RealLease lease() {
        return lease;
    }

    /// The gateway has accepted the registration, and had granted no epoch above `granted`.
    void fence(Epoch granted) {
        hasKeys = true;
        slot.fence(granted);
    }

    /// The gateway has accepted a message of this instance.
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
                        () -> answer.accept(new Reply.Answered(report())));
        if (!settled) {
            heartbeats.heartbeatNow();
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
        answer.accept(new Reply.Answered(report));
    }

    private boolean has(SessionId session) {
        return switch (report()) {
            case SlotReport.Held held -> held.session().equals(session);
            case SlotReport.Taken taken -> taken.session().equals(session);
            case SlotReport.Unproved unproved -> unproved.session().equals(session);
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
                    calls.finishEnd(
                            reason.label(),
                            Set.of(),
                            () -> answer.accept(new Reply.Answered(report())));
            case NOTHING_TO_END -> answer.accept(new Reply.Answered(report()));
            case UNDER_WAY -> answer.accept(new Reply.Unknown());
        }
    }

    @Override
    public String toString() {
        return instance.id().value();
    }
}
