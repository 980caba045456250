package io.monopod.gateway.admin;

import io.monopod.config.HostPort;
import io.monopod.contract.Epoch;
import io.monopod.contract.InstanceId;
import io.monopod.gateway.assign.EndReason;
import io.monopod.gateway.assign.Grant;
import io.monopod.gateway.assign.Hold;
import io.monopod.gateway.assign.Instance;
import io.monopod.gateway.assign.Reply;
import io.monopod.gateway.assign.SlotReport;
import io.monopod.gateway.registry.InstanceControl;

import java.util.concurrent.atomic.AtomicLong;

/// Instances that do at once what they are asked.
final class FakeInstances implements InstanceControl {
    private final AtomicLong revision = new AtomicLong(1);

    /// @param id ends with a digit, which its port ends with too: two at one address are one
    static Instance instance(String id) {
        int digit = Character.digit(id.charAt(id.length() - 1), 10);
        return new Instance(new InstanceId(id), new HostPort("localhost", 9000 + digit));
    }

    static SlotReport free() {
        return new SlotReport.Free(Epoch.NONE, 1);
    }

    @Override
    public Reply bind(Grant grant) {
        return new Reply.Told(
                new SlotReport.Held(
                        grant.session(), grant.owner(), grant.epoch(), revision.incrementAndGet()));
    }

    @Override
    public Reply end(Hold hold, EndReason reason) {
        return new Reply.Told(new SlotReport.Free(hold.epoch(), revision.incrementAndGet()));
    }

    @Override
    public Reach reach(Instance instance) {
        return Reach.CONNECTED;
    }

    @Override
    public void prepare(Instance instance) {}

    @Override
    public void forget(Instance instance) {}
}
