package io.monopod.gateway.admin;

import io.monopod.config.HostPort;
import io.monopod.contract.Epoch;
import io.monopod.contract.InstanceId;
import io.monopod.gateway.assign.Instance;
import io.monopod.gateway.assign.SlotReport;

import java.time.Instant;

/// The instances that the tests of this package speak of.
final class FakeInstances {
    private FakeInstances() {}

    /// @param id ends with a digit, which its port ends with too: two at one address are one
    static Instance instance(String id) {
        int digit = Character.digit(id.charAt(id.length() - 1), 10);
        return new Instance(
                new InstanceId(id), new HostPort("localhost", 9000 + digit), Instant.EPOCH);
    }

    static SlotReport free() {
        return new SlotReport.Free(Epoch.NONE, 1);
    }
}
