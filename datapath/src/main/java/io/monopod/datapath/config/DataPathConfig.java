package io.monopod.datapath.config;

import io.monopod.datapath.http2.EndpointConfig;

import java.time.Duration;

/// Limits and timeouts of the data path.
public record DataPathConfig(ConnectionLimits limits, Timeouts times, ProcessLimits shared) {
    /// For a listener that a gateway calls. The gateway limits its clients' cancels itself, knows
    /// how long a connection may be idle, and does not read while its own clients don't. So these
    /// limits are wider than the gateway's own.
    public static DataPathConfig behindGateway() {
        var limits =
                new ConnectionLimits(
                        20_000, // connections
                        4096, // streams
                        64 * 1024, // headerListSize
                        16 * 1024 * 1024, // headerBuffer
                        256 * 1024, // bufferPerStream
                        4 * 1024 * 1024, // bufferPerConnection
                        64 * 1024, // replayBuffer
                        10_000, // emptyFrames
                        Integer.MAX_VALUE); // cancels
        var times =
                new Timeouts(
                        Duration.ofSeconds(10), // handshake
                        Duration.ofSeconds(2), // connect
                        Duration.ofDays(365), // idle
                        Duration.ofMinutes(10), // instanceIdle
                        Duration.ofMinutes(1), // write
                        Duration.ofSeconds(20), // probe
                        Duration.ofMinutes(1), // probeAnswer
                        Duration.ofSeconds(30), // frame
                        Duration.ofMinutes(30), // stall
                        Duration.ofSeconds(5), // linger
                        Duration.ofSeconds(30)); // drain
        long heap = Runtime.getRuntime().maxMemory();
        return new DataPathConfig(
                limits, times, ProcessLimits.ofHeap(heap, 25, limits.connections()).openToAll());
    }

    /// The limits for a client on its connection.
    public EndpointConfig clientEndpoint() {
        return endpoint(limits.cancels());
    }

    /// The limits for an instance on its connection. It opens no streams, and cancels only its own
    /// calls.
    public EndpointConfig instanceEndpoint() {
        return endpoint(Integer.MAX_VALUE);
    }

    private EndpointConfig endpoint(int cancels) {
        return new EndpointConfig(
                limits.streams(),
                limits.headerListSize(),
                limits.bufferPerStream(),
                limits.bufferPerConnection(),
                limits.bufferPerStream(),
                limits.emptyFrames(),
                cancels);
    }
}
