package io.monopod.datapath.config;

import java.time.Duration;

/// Builds a configuration of a data path from the defaults of a gateway.
public final class PathConfig {
    private static final DataPathConfig BASE = DataPathConfig.behindGateway();
    private static final ProcessLimits SHARED =
            ProcessLimits.ofHeap(Runtime.getRuntime().maxMemory(), 25, BASE.limits().connections());
    private static final Duration NEVER = Duration.ofHours(1);

    public static final DataPathConfig DEFAULT = new PathConfig().build();
    public static final ConnectionLimits LIMITS = DEFAULT.limits();

    private int streams = BASE.limits().streams();
    private int bufferPerStream = BASE.limits().bufferPerStream();
    private int bufferPerConnection = BASE.limits().bufferPerConnection();
    private int cancels = 10_000;
    private Duration handshake = BASE.times().handshake();
    private Duration connect = BASE.times().connect();
    private Duration idle = Duration.ofMinutes(30);
    private Duration instanceIdle = BASE.times().instanceIdle();
    private Duration write = Duration.ofSeconds(20);
    private Duration probe = BASE.times().probe();
    private Duration probeAnswer = Duration.ofSeconds(10);
    private Duration frame = BASE.times().frame();
    private Duration stall = BASE.times().stall();
    private Duration linger = BASE.times().linger();

    public DataPathConfig build() {
        return new DataPathConfig(limits(), times(), SHARED);
    }

    private ConnectionLimits limits() {
        return new ConnectionLimits(
                BASE.limits().connections(),
                streams,
                BASE.limits().headerListSize(),
                BASE.limits().headerBuffer(),
                bufferPerStream,
                bufferPerConnection,
                BASE.limits().replayBuffer(),
                BASE.limits().emptyFrames(),
                cancels);
    }

    private Timeouts times() {
        return new Timeouts(
                handshake,
                connect,
                idle,
                instanceIdle,
                write,
                probe,
                probeAnswer,
                frame,
                stall,
                linger,
                BASE.times().drain());
    }

    /// Sets all timeouts so long that they never pass.
    public PathConfig withoutTimeouts() {
        handshake = NEVER;
        connect = Duration.ofSeconds(10);
        idle = NEVER;
        instanceIdle = NEVER;
        write = NEVER;
        probe = NEVER;
        probeAnswer = NEVER;
        frame = NEVER;
        stall = NEVER;
        linger = NEVER;
        return this;
    }

    public PathConfig streams(int value) {
        streams = value;
        return this;
    }

    /// Sets the buffer for each stream and for the whole connection, in bytes.
    public PathConfig buffer(int byteCount) {
        bufferPerStream = byteCount;
        bufferPerConnection = byteCount;
        return this;
    }

    public PathConfig cancels(int value) {
        cancels = value;
        return this;
    }

    public PathConfig handshake(Duration value) {
        handshake = value;
        return this;
    }

    public PathConfig connect(Duration value) {
        connect = value;
        return this;
    }

    public PathConfig idle(Duration value) {
        idle = value;
        return this;
    }

    public PathConfig instanceIdle(Duration value) {
        instanceIdle = value;
        return this;
    }

    public PathConfig write(Duration value) {
        write = value;
        return this;
    }

    public PathConfig probe(Duration value) {
        probe = value;
        return this;
    }

    public PathConfig probeAnswer(Duration value) {
        probeAnswer = value;
        return this;
    }

    public PathConfig frame(Duration value) {
        frame = value;
        return this;
    }

    public PathConfig stall(Duration value) {
        stall = value;
        return this;
    }

    public PathConfig linger(Duration value) {
        linger = value;
        return this;
    }
}
