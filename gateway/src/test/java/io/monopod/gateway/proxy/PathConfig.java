package io.monopod.gateway.proxy;

import io.monopod.gateway.proxy.DataPathConfig.Limits;
import io.monopod.gateway.proxy.DataPathConfig.Times;

import java.time.Duration;

/// The default configuration of a data path, except for what the test says.
public final class PathConfig {
    private static final Duration NEVER = Duration.ofHours(1);

    private int streams = Limits.DEFAULT.streams();
    private int bufferPerStream = Limits.DEFAULT.bufferPerStream();
    private int bufferPerConnection = Limits.DEFAULT.bufferPerConnection();
    private int cancels = Limits.DEFAULT.cancels();
    private Duration handshake = Times.DEFAULT.handshake();
    private Duration connect = Times.DEFAULT.connect();
    private Duration idle = Times.DEFAULT.idle();
    private Duration instanceIdle = Times.DEFAULT.instanceIdle();
    private Duration write = Times.DEFAULT.write();
    private Duration probe = Times.DEFAULT.probe();
    private Duration probeAnswer = Times.DEFAULT.probeAnswer();
    private Duration frame = Times.DEFAULT.frame();
    private Duration stall = Times.DEFAULT.stall();
    private Duration linger = Times.DEFAULT.linger();

    public DataPathConfig build() {
        return new DataPathConfig(limits(), times());
    }

    private Limits limits() {
        return new Limits(
                Limits.DEFAULT.connections(),
                streams,
                Limits.DEFAULT.headerListSize(),
                Limits.DEFAULT.headerBuffer(),
                bufferPerStream,
                bufferPerConnection,
                Limits.DEFAULT.replayBuffer(),
                Limits.DEFAULT.emptyFrames(),
                cancels);
    }

    private Times times() {
        return new Times(
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
                Times.DEFAULT.drain());
    }

    /// Everything takes for ever, except what the test says afterwards.
    public PathConfig patient() {
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

    /// What is kept for the receivers of a connection, be it for one stream or for all.
    public PathConfig buffer(int octets) {
        bufferPerStream = octets;
        bufferPerConnection = octets;
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
