package io.monopod.simulation;

import io.monopod.contract.Epoch;
import io.monopod.contract.InstanceId;
import io.monopod.contract.SessionId;
import io.monopod.gateway.assign.Hold;

/// A session on an instance under an epoch: a hold of any gateway.
record Placement(InstanceId instance, SessionId session, Epoch epoch) {
    static Placement of(Hold hold) {
        return new Placement(hold.instance().id(), hold.session(), hold.epoch());
    }
}
