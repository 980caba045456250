package io.monopod.simulation.many;

import io.monopod.contract.SessionId;
import io.monopod.gateway.assign.InstanceState;
import io.monopod.gateway.assign.SlotReport;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/// What must be so when the world is at rest.
record RestChecks(World world, WrittenClaims claims) {
    /// Called when nothing has broken for a while, and no client has called.
    void check() {
        for (var client : world.clients()) {
            Checks.require(client.open().isEmpty(), "unfinished calls", client.open());
        }
        var leader = requireLeader();
        var held = new HashMap<SessionId, Stay>();
        for (var view : leader.table().instances()) {
            var pod = world.placeOf(view.instance()).pod();
            Checks.require(
                    pod.instance().id().equals(view.instance().id()), "a dead instance", view);
            Checks.require(
                    pod.served().running().isEmpty(), "unfinished calls on an instance", pod);
            switch (pod.report()) {
                case SlotReport.Free _ ->
                        Checks.require(
                                view.state() == InstanceState.FREE, "a lost slot", pod, view);
                case SlotReport.Held there -> {
                    Checks.require(
                            view.state() == InstanceState.BOUND, "a lost session", pod, view);
                    held.put(there.session(), Stay.of(pod, there));
                }
                case SlotReport.Starting _,
                        SlotReport.Taken _,
                        SlotReport.Unproved _,
                        SlotReport.Closed _ ->
                        Checks.require(
                                false, "an instance is not in service", pod, pod.report(), view);
            }
        }
        Checks.require(
                leader.table().instances().size() == world.places().size(),
                "instances are missing",
                leader.table().instances());
        requireClaims(held);
    }

    private Leadership requireLeader() {
        var leading =
                world.gateways().stream().map(Gateway::leading).filter(Objects::nonNull).toList();
        Checks.require(leading.size() == 1, "not one leader", world.gateways(), leading.size());
        return leading.getFirst();
    }

    /// The store and every gateway know what the instances hold.
    private void requireClaims(Map<SessionId, Stay> held) {
        var written = new HashMap<SessionId, Stay>();
        claims.now().forEach((session, claim) -> written.put(session, Stay.of(claim)));
        Checks.require(
                written.equals(held), "the claims are not what instances hold", written, held);
        for (var gateway : world.gateways()) {
            var known = new HashMap<SessionId, Stay>();
            gateway.routes().all().forEach(each -> known.put(each.session(), Stay.of(each)));
            Checks.require(
                    known.equals(held), "a gateway does not know the claims", gateway, known, held);
        }
    }

    /// Called when every client has ended its session.
    void checkEmpty() {
        Checks.require(claims.now().isEmpty(), "a session has leaked", claims.now());
    }
}
