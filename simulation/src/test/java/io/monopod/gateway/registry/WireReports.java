package io.monopod.gateway.registry;

import io.monopod.gateway.assign.SlotReport;

/// Lets the simulator read reports as the gateway does.
public final class WireReports {
    private WireReports() {}

    public static SlotReport read(io.monopod.proto.control.v1.SlotReport report) {
        return SlotReports.read(report);
    }
}
