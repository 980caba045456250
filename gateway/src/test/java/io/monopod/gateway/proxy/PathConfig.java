package io.monopod.gateway.proxy;

import io.monopod.gateway.proxy.DataPathConfig.Limits;
import io.monopod.gateway.proxy.DataPathConfig.Times;

import java.time.Duration;

/// The default configuration of a data path, except for what the test says.
public final class PathConfig {
    private static final Duration NEVER = Duration.ofHours(1);

    private Limits limits = Limits.DEFAULT;
    private Times times = Times.DEFAULT;

    public DataPathConfig build() {
        return new DataPathConfig(limits, times);
    }

    /// Everything takes for ever, except what the test says afterwards.
    public PathConfig patient() {
        times =
                new Times(
                        NEVER,
                        Duration.ofSeconds(10),
                        NEVER,
                        NEVER,
                        NEVER,
                        NEVER,
                        NEVER,
                        NEVER,
                        NEVER,
                        NEVER,
                        NEVER);
        return this;
    }

    public PathConfig connections(int value) {
        limits =
                new Limits(
                        value,
                        limits.streams(),
                        limits.headerListSize(),
                        limits.headerBuffer(),
                        limits.bufferPerStream(),
                        limits.bufferPerConnection(),
                        limits.replayBuffer(),
                        limits.emptyFrames(),
                        limits.cancels());
        return this;
    }

    public PathConfig streams(int value) {
        limits =
                new Limits(
                        limits.connections(),
                        value,
                        limits.headerListSize(),
                        limits.headerBuffer(),
                        limits.bufferPerStream(),
                        limits.bufferPerConnection(),
                        limits.replayBuffer(),
                        limits.emptyFrames(),
                        limits.cancels());
        return this;
    }

    public PathConfig headerBuffer(int value) {
        limits =
                new Limits(
                        limits.connections(),
                        limits.streams(),
                        limits.headerListSize(),
                        value,
                        limits.bufferPerStream(),
                        limits.bufferPerConnection(),
                        limits.replayBuffer(),
                        limits.emptyFrames(),
                        limits.cancels());
        return this;
    }

    public PathConfig emptyFrames(int value) {
        limits =
                new Limits(
                        limits.connections(),
                        limits.streams(),
                        limits.headerListSize(),
                        limits.headerBuffer(),
                        limits.bufferPerStream(),
                        limits.bufferPerConnection(),
                        limits.replayBuffer(),
                        value,
                        limits.cancels());
        return this;
    }

    public PathConfig cancels(int value) {
        limits =
                new Limits(
                        limits.connections(),
                        limits.streams(),
                        limits.headerListSize(),
                        limits.headerBuffer(),
                        limits.bufferPerStream(),
                        limits.bufferPerConnection(),
                        limits.replayBuffer(),
                        limits.emptyFrames(),
                        value);
        return this;
    }

    public PathConfig handshake(Duration value) {
        times =
                new Times(
                        value,
                        times.connect(),
                        times.idle(),
                        times.instanceIdle(),
                        times.write(),
                        times.probe(),
                        times.probeAnswer(),
                        times.frame(),
                        times.stall(),
                        times.linger(),
                        times.drain());
        return this;
    }

    public PathConfig connect(Duration value) {
        times =
                new Times(
                        times.handshake(),
                        value,
                        times.idle(),
                        times.instanceIdle(),
                        times.write(),
                        times.probe(),
                        times.probeAnswer(),
                        times.frame(),
                        times.stall(),
                        times.linger(),
                        times.drain());
        return this;
    }

    public PathConfig idle(Duration value) {
        times =
                new Times(
                        times.handshake(),
                        times.connect(),
                        value,
                        times.instanceIdle(),
                        times.write(),
                        times.probe(),
                        times.probeAnswer(),
                        times.frame(),
                        times.stall(),
                        times.linger(),
                        times.drain());
        return this;
    }

    public PathConfig instanceIdle(Duration value) {
        times =
                new Times(
                        times.handshake(),
                        times.connect(),
                        times.idle(),
                        value,
                        times.write(),
                        times.probe(),
                        times.probeAnswer(),
                        times.frame(),
                        times.stall(),
                        times.linger(),
                        times.drain());
        return this;
    }

    public PathConfig write(Duration value) {
        times =
                new Times(
                        times.handshake(),
                        times.connect(),
                        times.idle(),
                        times.instanceIdle(),
                        value,
                        times.probe(),
                        times.probeAnswer(),
                        times.frame(),
                        times.stall(),
                        times.linger(),
                        times.drain());
        return this;
    }

    public PathConfig probe(Duration value) {
        times =
                new Times(
                        times.handshake(),
                        times.connect(),
                        times.idle(),
                        times.instanceIdle(),
                        times.write(),
                        value,
                        times.probeAnswer(),
                        times.frame(),
                        times.stall(),
                        times.linger(),
                        times.drain());
        return this;
    }

    public PathConfig probeAnswer(Duration value) {
        times =
                new Times(
                        times.handshake(),
                        times.connect(),
                        times.idle(),
                        times.instanceIdle(),
                        times.write(),
                        times.probe(),
                        value,
                        times.frame(),
                        times.stall(),
                        times.linger(),
                        times.drain());
        return this;
    }

    public PathConfig frame(Duration value) {
        times =
                new Times(
                        times.handshake(),
                        times.connect(),
                        times.idle(),
                        times.instanceIdle(),
                        times.write(),
                        times.probe(),
                        times.probeAnswer(),
                        value,
                        times.stall(),
                        times.linger(),
                        times.drain());
        return this;
    }

    public PathConfig stall(Duration value) {
        times =
                new Times(
                        times.handshake(),
                        times.connect(),
                        times.idle(),
                        times.instanceIdle(),
                        times.write(),
                        times.probe(),
                        times.probeAnswer(),
                        times.frame(),
                        value,
                        times.linger(),
                        times.drain());
        return this;
    }

    public PathConfig linger(Duration value) {
        times =
                new Times(
                        times.handshake(),
                        times.connect(),
                        times.idle(),
                        times.instanceIdle(),
                        times.write(),
                        times.probe(),
                        times.probeAnswer(),
                        times.frame(),
                        times.stall(),
                        value,
                        times.drain());
        return this;
    }
}
