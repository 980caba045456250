package io.monopod.gateway.config;

import io.monopod.config.InvalidSetting;
import io.monopod.config.Key;

import java.time.Duration;

/// Timeouts for clients and instances, all above zero.
public record TimeoutsConfig(
        @Key(value = "10s", doc = "for a client to speak HTTP/2 after it has connected")
                Duration handshake,
        @Key(value = "2s", doc = "for an instance to accept a connection") Duration connect,
        @Key(value = "3s", doc = "for an instance to answer that it has bound or ended a session")
                Duration bind,
        @Key(value = "30m", doc = "until a client connection without calls is closed")
                Duration idle,
        @Key(
                        value = "10m",
                        doc = "until the connection to an instance that serves no call is closed")
                Duration instanceIdle,
        @Key(value = "20s", doc = "until a peer that receives nothing of what it is sent is closed")
                Duration write,
        @Key(value = "20s", doc = "silence after which a peer is asked whether it is still there")
                Duration probe,
        @Key(value = "10s", doc = "for the answer to that") Duration probeAnswer,
        @Key(value = "30s", doc = "for a peer to finish a frame that it has begun") Duration frame,
        @Key(
                        value = "30m",
                        doc = "until a call is given up whose client takes nothing of its answer")
                Duration stall,
        @Key(value = "5s", doc = "for a client that has its answer to end its request")
                Duration linger) {
    public TimeoutsConfig {
        positive("handshake", handshake);
        positive("connect", connect);
        positive("bind", bind);
        positive("idle", idle);
        positive("instance-idle", instanceIdle);
        positive("write", write);
        positive("probe", probe);
        positive("probe-answer", probeAnswer);
        positive("frame", frame);
        positive("stall", stall);
        positive("linger", linger);
    }

    private static void positive(String key, Duration value) {
        InvalidSetting.unless(value.isPositive(), key, value, "more than 0s");
    }
}
