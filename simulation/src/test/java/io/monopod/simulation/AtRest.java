package io.monopod.simulation;

import static io.monopod.simulation.Invariants.require;

import io.monopod.gateway.assign.Grant;
import io.monopod.gateway.assign.InstanceState;
import io.monopod.gateway.assign.InstanceView;
import io.monopod.gateway.assign.SlotReport;

/// The invariants of a world at rest: all views agree, and nothing is left over.
final class AtRest {
    private final World world;
    private final History history;

    AtRest(World world, History history) {
        this.world = world;
        this.history = history;
    }

    /// Called when nothing has broken for a while, and no client has called.
    void check() {
        var gateway = world.gateway();
        require(gateway.process().isRunning(), "the gateway is not running");
        for (var client : world.clients()) {
            require(client.open().isEmpty(), "unfinished calls", client.open());
        }
        require(gateway.calls().isEmpty(), "calls left in the gateway", gateway.calls());
        var views = gateway.table().instances();
        require(views.size() == world.places().size(), "instances are missing", views);
        for (var view : views) {
            check(view);
        }
        history.requireOpen(views);
    }

    private void check(InstanceView view) {
        var pod = world.podAt(world.placeOf(view.instance()));
        require(pod.instance().equals(view.instance()), "the table has a dead instance", view);
        var calls = pod.calls().all();
        require(calls.isEmpty(), "unfinished calls on an instance", pod, calls);
        var report = pod.report();
        var hold = view.hold();
        boolean agrees =
                switch (report) {
                    case SlotReport.Free _ -> view.state() == InstanceState.FREE;
                    case SlotReport.Held held ->
                            view.state() == InstanceState.BOUND
                                    && hold != null
                                    && hold.session().equals(held.session())
                                    && hold.epoch().equals(held.epoch());
                    case SlotReport.Taken taken ->
                            view.state() == InstanceState.BOUND
                                    && hold != null
                                    && hold.session().equals(taken.session());
                    case SlotReport.Starting _, SlotReport.Unproved _, SlotReport.Closed _ -> false;
                };
        require(agrees, "the table does not agree with the instance", pod, report, view);
        if (hold instanceof Grant grant) {
            require(grant.calls().inProgress() == 0, "a call is unfinished", view);
            require(
                    grant.calls().served() > 0 || history.wasFound(grant),
                    "nobody owns a session: no call was sent under its grant",
                    view);
        }
    }

    /// Called when every client has ended its session.
    void checkEmpty() {
        check();
        for (var place : world.places()) {
            var pod = world.podAt(place);
            require(
                    pod.report() instanceof SlotReport.Free,
                    "a slot has leaked",
                    pod,
                    pod.report());
        }
    }
}
