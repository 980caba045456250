package io.monopod.gateway;

import io.monopod.datapath.config.ConnectionLimits;
import io.monopod.datapath.config.DataPathConfig;
import io.monopod.datapath.config.ProcessLimits;
import io.monopod.datapath.config.Timeouts;
import io.monopod.gateway.config.GatewayConfig;

/// Turns the configured limits and timeouts into those of the data path.
final class DataPathLimits {
    private DataPathLimits() {}

    /// For the control listener. Its budgets are separate from those of the clients, and a quarter
    /// of them. A peer counts as a stranger there until it has shown the join secret.
    static DataPathConfig ofControl(GatewayConfig config) {
        var data = of(config);
        return new DataPathConfig(data.limits(), data.times(), data.shared().quarter());
    }

    static DataPathConfig of(GatewayConfig config) {
        var limits = config.limits();
        var times = config.timeouts();
        return new DataPathConfig(
                new ConnectionLimits(
                        limits.connections(),
                        limits.streams(),
                        (int) limits.headerList().bytes(),
                        (int) limits.headerBuffer().bytes(),
                        (int) limits.streamBuffer().bytes(),
                        (int) limits.connectionBuffer().bytes(),
                        (int) limits.replayBuffer().bytes(),
                        limits.emptyFrames(),
                        limits.cancels()),
                new Timeouts(
                        times.handshake(),
                        times.connect(),
                        times.idle(),
                        times.instanceIdle(),
                        times.write(),
                        times.probe(),
                        times.probeAnswer(),
                        times.frame(),
                        times.stall(),
                        times.linger(),
                        config.drainTime()),
                ProcessLimits.ofHeap(
                        Runtime.getRuntime().maxMemory(),
                        limits.heapPercent(),
                        limits.connections()));
    }
}
