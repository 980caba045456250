package io.monopod.simulation.many;

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
import io.monopod.instance.slot.SharedSlot;
import io.monopod.simulation.SimulatedProcess;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/// An instance: the real slot and lease, and the work of the instance's process with grants, ends
/// and calls ([Served]).
final class Pod {
    enum Kind {
        REGISTER,
        HEARTBEAT,
        LEAVE
    }

    record Message(Kind kind, Instance instance, SlotReport report) {}

    /// What the leader answers.
    sealed interface Heard {
        record Registered(Epoch granted) implements Heard {}

        record Renewed() implements Heard {}

        record Unknown() implements Heard {}

        record Refused() implements Heard {}
    }

    interface Answer {
        /// @param heard null if no leader answers
        /// @param vouched whether the gateway that answers vouches that the instance may go on
        void accept(@Nullable Heard heard, boolean vouched);
    }

    /// What becomes of a call here.
    enum Outcome {
        SERVED,
        /// It was served, and its session has ended.
        ENDED,
        NEVER_USED,
        NOT_RUN,
        CONFLICT,
        REFUSED,
        /// Nobody vouches for this instance.
        CUT_OFF
    }

    private final World world;
    private final Place place;
    private final Instance instance;
    private final SimulatedProcess process;
    private final SharedSlot slot;
    private final RealLease lease;
    private final RealLease vouched;
    private final Heartbeats heartbeats;
    private final Served served;

    /// Binds that wait for a renewed lease.
    private final Doubts binds;

    /// Calls that wait until a gateway vouches for this instance.
    private final Doubts calls;

    private boolean hasKeys;
    private boolean leaving;

    Pod(World world, Place place, Instance instance) {
        this.world = world;
        this.place = place;
        this.instance = instance;
        this.process = new SimulatedProcess(world.timeline());
        this.slot = new SharedSlot(world.settings().afterSession(), this::slotChanged);
        var clocks = world.clocks(Duration.ZERO);
        this.lease = new RealLease(clocks::nanos);
        this.vouched = new RealLease(clocks::nanos);
        this.heartbeats = new Heartbeats(world, this);
        this.served = new Served(world, this, slot);
        this.binds = new Doubts(process, world.settings().lease(), heartbeats);
        this.calls = new Doubts(process, world.settings().lease(), heartbeats);
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

    RealLease lease() {
        return lease;
    }

    Served served() {
        return served;
    }

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
        heartbeats.heartbeatNow();
        if (!leaving && report() instanceof SlotReport.Closed) {
            leaving = true;
            process.after(world.chance().millis(0, 1_000), this::leave);
        }
    }

    boolean isLeaving() {
        return leaving;
    }

    private void leave() {
        heartbeats.send(Kind.LEAVE, (_, _) -> {});
        die("leaves");
    }

    void die(String how) {
        if (!process.isAlive()) {
            return;
        }
        world.trail().note("%s %s", this, how);
        process.kill();
        served.clear();
        world.gateways().forEach(this::breakConnections);
        world.timeline().after(world.chance().millis(100, 8_000), place::start);
    }

    private void breakConnections(Gateway gateway) {
        Runnable broken =
                () -> List.copyOf(gateway.calls()).forEach(call -> call.connectionBreaks(this));
        world.net().carry(place.node(), gateway.node(), () -> gateway.process().run(broken));
    }

    // Leases.

    void registered(Epoch granted, long sent) {
        hasKeys = true;
        slot.fence(granted);
        lease.begin(world.settings().lease(), sent);
        vouched.limit(world.settings().lease(), sent);
        awaitLapse(sent);
        renewed();
    }

    void renewed(long sent) {
        lease.renew(sent);
        renewed();
    }

    private void renewed() {
        if (lease.isGood()) {
            binds.settle();
        }
    }

    /// A gateway vouches that nobody else can have this instance's session until a lease after that
    /// time.
    void vouched(long sent) {
        vouched.renew(sent);
        awaitLapse(sent);
        if (isVouched()) {
            calls.settle();
        }
    }

    private void awaitLapse(long sent) {
        long left = Math.max(0, sent + world.settings().lease().toNanos() - vouched.now());
        process.after(Duration.ofNanos(left).plusMillis(1), this::lapse);
    }

    boolean isVouched() {
        return world.seams().cutOff() == Seams.CutOff.SERVE || vouched.isGood();
    }

    private void lapse() {
        if (!isVouched()) {
            served.cutOff();
        }
    }

    // Requests.

    void bind(Grant grant, Consumer<Reply> answer) {
        if (!hasKeys) {
            answer.accept(new Reply.Unknown());
        } else if (lease.isGood()) {
            bindNow(grant, answer);
        } else {
            binds.add(
                    () -> bindNow(grant, answer),
                    () -> answer.accept(new Reply.Answered(report())));
        }
    }

    private void bindNow(Grant grant, Consumer<Reply> answer) {
        var before = report();
        var report = WireReports.read(slot.bind(grant.session(), grant.epoch(), grant.owner()));
        world.trail()
                .note("%s asked to bind %s %s: %s", this, grant.session(), grant.epoch(), report);
        if (!before.equals(report) && report.isHeldBy(grant.session(), grant.epoch())) {
            world.checks().bound(this, grant);
        }
        answer.accept(new Reply.Answered(report));
    }

    void end(Hold hold, EndReason reason, Consumer<Reply> answer) {
        if (!hasKeys) {
            answer.accept(new Reply.Unknown());
            return;
        }
        world.trail().note("%s asked to end %s %s", this, hold.session(), hold.epoch());
        end(slot.beginEnd(hold.session(), hold.epoch()), hold.session(), reason.label(), answer);
    }

    void endIfUnused(Grant grant, Consumer<Reply> answer) {
        world.trail().note("%s asked to end unused %s %s", this, grant.session(), grant.epoch());
        if (hasKeys) {
            end(
                    slot.beginEndIfUnused(grant.session(), grant.epoch()),
                    grant.session(),
                    EndReason.NEVER_USED.label(),
                    answer);
        }
    }

    private void end(boolean begun, SessionId session, String reason, Consumer<Reply> answer) {
        if (begun) {
            served.finishEnd(
                    session, reason, null, () -> answer.accept(new Reply.Answered(report())));
        } else if (slot.isEnding() && session.equals(served.ending())) {
            answer.accept(new Reply.Unknown());
        } else {
            answer.accept(new Reply.Answered(report()));
        }
    }

    /// A call arrives.
    void serve(Attempt call) {
        if (isVouched()) {
            served.serve(call);
        } else {
            calls.add(
                    () -> served.serve(call),
                    () -> {
                        world.checks().turnedAway(this, call);
                        call.answer(this, Outcome.CUT_OFF);
                    });
        }
    }

    void cancel(Attempt call) {
        process.run(() -> served.cancel(call));
    }

    @Override
    public String toString() {
        return instance.id().value();
    }
}
