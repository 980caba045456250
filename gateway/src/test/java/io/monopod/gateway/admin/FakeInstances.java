package io.monopod.gateway.admin;

import io.monopod.config.HostPort;
import io.monopod.contract.ClusterName;
import io.monopod.contract.Epoch;
import io.monopod.contract.InstanceId;
import io.monopod.gateway.assign.Instance;
import io.monopod.gateway.assign.SlotReport;
import io.monopod.vouch.InstanceKey;

import java.time.Instant;

/// The instances of this package's tests.
final class FakeInstances {
    private FakeInstances() {}

    /// @param id ends with a digit, which selects the port: two instances cannot share an address
    static Instance instance(String id) {
        int digit = Character.digit(id.charAt(id.length() - 1), 10);
        return new Instance(
                new InstanceId(id),
                new ClusterName("myservice"),
                new HostPort("localhost", 9000 + digit),
                Instant.EPOCH,
                InstanceKey.of(new byte[32]));
    }

    static SlotReport free() {
        return new SlotReport.Free(Epoch.NONE, 1);
    }
}
