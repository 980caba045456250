package io.monopod.gateway.assign;

import static io.monopod.gateway.assign.TableFixture.ANNA;
import static io.monopod.gateway.assign.TableFixture.START;
import static io.monopod.gateway.assign.TableFixture.session;

import io.monopod.config.HostPort;
import io.monopod.contract.Epoch;
import io.monopod.contract.InstanceId;
import io.monopod.contract.SessionId;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// A table, instances with slots of their own, and between them a network that delivers messages in
/// any order, late, twice or never.
final class World {
    final SessionTable table;
    private final List<ModelInstance> instances = new ArrayList<>();
    private final List<Grant> binds = new ArrayList<>();
    private final List<Bound> replies = new ArrayList<>();
    private final List<Reported> reports = new ArrayList<>();
    private int started;

    private record Bound(Grant grant, Reply reply) {}

    private record Reported(InstanceId instance, SlotReport report) {}

    /// @param places for instances, all of them empty
    World(Policy policy, int places) {
        table = TableFixture.table(policy);
        for (int place = 0; place < places; place++) {
            instances.add(gone(nextInstance(place)));
        }
    }

    /// An instance starts, as a new process at the place of `place`, if one was there.
    void start(int place) {
        if (!instances.get(place).alive) {
            instances.set(place, new ModelInstance(nextInstance(place)));
        }
        var instance = instances.get(place);
        table.register(instance.instance, instance.report(), START);
    }

    private Instance nextInstance(int place) {
        return new Instance(
                new InstanceId("pod-" + place + '-' + started++),
                new HostPort("localhost", 10_000 + place),
                START);
    }

    /// It dies, and the gateway does not know yet.
    void kill(int place) {
        at(place, instance -> instance.alive = false);
    }

    /// The leases of the dead run out.
    void expire() {
        instances.stream()
                .filter(instance -> !instance.alive)
                .forEach(
                        instance ->
                                table.lose(
                                        instance.instance.id(), LossReason.LEASE_EXPIRED, START));
    }

    void drain(int place) {
        at(place, instance -> table.drain(instance.instance.id(), START));
    }

    /// A call comes and, if its session has an instance, is answered.
    void claim(int number) {
        claim(number, grant -> grant.usage().end(START));
    }

    /// A call comes, and its client goes away before it is sent.
    void claimAndVanish(int number) {
        claim(number, grant -> table.abandon(grant, START));
    }

    private void claim(int number, Consumer<Grant> call) {
        switch (table.claim(session(number), ANNA, START)) {
            case Decision.Reserved(var grant) -> binds.add(grant);
            case Decision.Held(var grant) -> call.accept(grant);
            case Decision.Visit _,
                    Decision.NotOwner _,
                    Decision.Refused _,
                    Decision.Waiting _,
                    Decision.Unsettled _ -> {}
        }
    }

    void bindArrives(int which) {
        if (!binds.isEmpty()) {
            var grant = binds.remove(which % binds.size());
            replies.add(new Bound(grant, instance(grant).bind(grant)));
        }
    }

    void replyArrives(int which) {
        if (!replies.isEmpty()) {
            var bound = replies.remove(which % replies.size());
            table.settle(bound.grant, bound.reply, START);
        }
    }

    /// The gateway gives a bind up that has been done, or turned away.
    void replyIsLost(int which) {
        if (!replies.isEmpty()) {
            table.settle(replies.remove(which % replies.size()).grant, new Reply.Unknown(), START);
        }
    }

    /// The gateway gives a bind up that arrives all the same, later.
    void bindIsLate(int which) {
        if (!binds.isEmpty()) {
            table.settle(binds.get(which % binds.size()), new Reply.Unknown(), START);
        }
    }

    void heartbeatLeaves(int place) {
        at(place, instance -> reports.add(new Reported(instance.instance.id(), instance.report())));
    }

    void heartbeatArrives(int which) {
        if (!reports.isEmpty()) {
            var report = reports.remove(which % reports.size());
            table.heartbeat(report.instance, report.report, START);
        }
    }

    void heartbeatArrivesTwice(int which) {
        if (!reports.isEmpty()) {
            var report = reports.get(which % reports.size());
            table.heartbeat(report.instance, report.report, START);
        }
    }

    void end(int number) {
        table.end(session(number), EndReason.FORCED, START);
    }

    /// Instances are told what ends; `answered` of them get their answer through.
    void endsArrive(int answered) {
        for (var ending : table.ending(START)) {
            var reply = instance(ending.hold()).end(ending.hold());
            if (answered-- > 0) {
                table.ended(ending.hold(), reply, START);
            }
        }
    }

    void shutDown(int number) {
        var grant = table.find(session(number));
        if (grant != null && instance(grant).endByCall(grant)) {
            table.endedByCall(grant, AfterEnd.FREE, START);
        }
    }

    void callDirectly(int number, int place) {
        at(place, instance -> instance.takeDirectly(session(number)));
    }

    void shutDownDirectly(int place) {
        at(place, ModelInstance::free);
    }

    /// Everything under way arrives, and everybody reports, until nothing changes any more.
    void settleDown() {
        for (int round = 0; round < 10; round++) {
            while (!binds.isEmpty()) {
                bindArrives(0);
            }
            while (!replies.isEmpty()) {
                replyArrives(0);
            }
            reports.clear();
            expire();
            for (int place = 0; place < instances.size(); place++) {
                heartbeatLeaves(place);
            }
            while (!reports.isEmpty()) {
                heartbeatArrives(0);
            }
            endsArrive(Integer.MAX_VALUE);
        }
    }

    List<ModelInstance> living() {
        return instances.stream().filter(instance -> instance.alive).toList();
    }

    private void at(int place, Consumer<ModelInstance> action) {
        if (instances.get(place).alive) {
            action.accept(instances.get(place));
        }
    }

    private ModelInstance instance(Hold hold) {
        return instances.stream()
                .filter(instance -> instance.instance.equals(hold.instance()))
                .findFirst()
                .orElseGet(() -> gone(hold.instance()));
    }

    private static ModelInstance gone(Instance instance) {
        var gone = new ModelInstance(instance);
        gone.alive = false;
        return gone;
    }

    /// An instance and its slot, by the rules of the control plane.
    static final class ModelInstance {
        final Instance instance;
        boolean alive = true;
        @Nullable SessionId session;
        long epoch;
        private long highest;
        private long revision = 1;

        private ModelInstance(Instance instance) {
            this.instance = instance;
        }

        SlotReport report() {
            if (session == null) {
                return new SlotReport.Free(new Epoch(highest), revision);
            }
            return epoch == 0
                    ? new SlotReport.Taken(session, new Epoch(highest), revision)
                    : new SlotReport.Held(session, ANNA, new Epoch(epoch), revision);
        }

        private Reply bind(Grant grant) {
            if (!alive) {
                return new Reply.Gone();
            }
            boolean free = session == null || session.equals(grant.session());
            if (free && grant.epoch().value() > highest) {
                take(grant.session(), grant.epoch().value());
            }
            return new Reply.Told(report());
        }

        private void take(SessionId taker, long newEpoch) {
            session = taker;
            epoch = newEpoch;
            highest = Math.max(highest, newEpoch);
            revision++;
        }

        private Reply end(Hold hold) {
            if (!alive) {
                return new Reply.Gone();
            }
            if (hold.session().equals(session) && epoch <= hold.epoch().value()) {
                free();
            }
            // The fence stands whoever holds the slot; only a free slot's report shows it.
            if (hold.epoch().value() > highest) {
                highest = hold.epoch().value();
                revision += session == null ? 1 : 0;
            }
            return new Reply.Told(report());
        }

        private boolean endByCall(Grant grant) {
            boolean held =
                    alive && grant.session().equals(session) && epoch == grant.epoch().value();
            if (held) {
                free();
            }
            return held;
        }

        private void takeDirectly(SessionId caller) {
            if (session == null) {
                take(caller, 0);
            }
        }

        private void free() {
            if (session != null) {
                session = null;
                epoch = 0;
                revision++;
            }
        }
    }
}
