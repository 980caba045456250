package io.monopod.gateway;

import io.monopod.gateway.config.GatewayConfig;
import io.monopod.gateway.proxy.DataPathConfig;

/// What the data path may use and how long peers may take, as configured.
final class DataPathLimits {
    private DataPathLimits() {}

    static DataPathConfig of(GatewayConfig config) {
        var limits = config.limits();
        var times = config.timeouts();
        return new DataPathConfig(
                new DataPathConfig.Limits(
                        limits.connections(),
                        limits.streams(),
                        (int) limits.headerList().bytes(),
                        (int) limits.headerBuffer().bytes(),
                        (int) limits.streamBuffer().bytes(),
                        (int) limits.connectionBuffer().bytes(),
                        (int) limits.replayBuffer().bytes(),
                        limits.emptyFrames(),
                        limits.cancels()),
                new DataPathConfig.Times(
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
                        config.drainTime()));
    }
}
