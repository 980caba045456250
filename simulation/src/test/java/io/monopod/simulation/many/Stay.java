package io.monopod.simulation.many;

import io.monopod.contract.Epoch;
import io.monopod.contract.InstanceId;
import io.monopod.contract.SessionId;
import io.monopod.gateway.assign.Grant;
import io.monopod.gateway.assign.SlotReport;
import io.monopod.gateway.store.Claim;

/// A session on an instance, under a grant.
record Stay(SessionId session, InstanceId instance, Epoch epoch) {
    static Stay of(Claim claim) {
        return new Stay(claim.of().session(), claim.instance(), claim.epoch());
    }

    static Stay of(Grant grant) {
        return new Stay(grant.session(), grant.instance().id(), grant.epoch());
    }

    static Stay of(Pod pod, SlotReport.Held held) {
        return new Stay(held.session(), pod.instance().id(), held.epoch());
    }

    static Stay of(Pod pod, Attempt call) {
        return new Stay(call.call().session(), pod.instance().id(), call.epoch());
    }
}
