package io.monopod.gateway.config;

import io.monopod.config.ByteSize;
import io.monopod.config.InvalidSetting;
import io.monopod.config.Key;

/// Limits on what clients and instances may use, so that none of them exhausts the gateway.
public record LimitsConfig(
        @Key(
                        value = "20000",
                        doc =
                                "client connections; for one more, the user with most of them loses one that has no call")
                int connections,
        @Key(value = "4096", doc = "calls that a client connection may have open") int streams,
        @Key(value = "64KiB", doc = "a call's metadata, counted as in RFC 9113, section 10.5.1")
                ByteSize headerList,
        @Key(value = "64KiB", doc = "a message to one of the gateway's own services")
                ByteSize message,
        @Key(value = "16MiB", doc = "metadata of all open calls of a client connection together")
                ByteSize headerBuffer,
        @Key(value = "256KiB", doc = "bytes buffered for a slow receiver, per stream and direction")
                ByteSize streamBuffer,
        @Key(value = "4MiB", doc = "the same for all streams of a connection together")
                ByteSize connectionBuffer,
        @Key(
                        value = "64KiB",
                        doc =
                                "what is kept of a request to send it again, and of a message of a"
                                        + " stream that may have to go on from another instance")
                ByteSize replayBuffer,
        @Key(
                        value = "10000",
                        doc =
                                "frames without content (PING, SETTINGS, empty DATA) that a peer may send at once; a tenth as many each second")
                int emptyFrames,
        @Key(
                        value = "10000",
                        doc =
                                "calls that a client may cancel, or get wrong, at once; a tenth as many each second")
                int cancels,
        @Key(
                        value = "0",
                        doc =
                                "sessions that one user may have in each cluster, those that wait"
                                        + " included; 0 is no limit")
                int sessionsPerUser,
        @Key(value = "0", doc = "sessions of one user that may wait in each cluster; 0 is no limit")
                int waitingPerUser,
        @Key(
                        value = "25",
                        doc =
                                "percent of the heap, each for what is held for others, for connections and for"
                                        + " calls; what comes beyond is refused")
                int heapPercent) {
    private static final int MAX = Integer.MAX_VALUE;

    public LimitsConfig {
        range("connections", connections, 1);
        range("streams", streams, 1);
        range("header-list", headerList, 4096, MAX);
        range("message", message, 4096, MAX);
        range("header-buffer", headerBuffer, headerList.bytes(), MAX);
        range("stream-buffer", streamBuffer, 65_536, MAX);
        range("connection-buffer", connectionBuffer, streamBuffer.bytes(), MAX);
        range("replay-buffer", replayBuffer, 0, MAX);
        range("empty-frames", emptyFrames, 100);
        range("cancels", cancels, 1);
        range("sessions-per-user", sessionsPerUser, 0);
        range("waiting-per-user", waitingPerUser, 0);
        InvalidSetting.unless(
                heapPercent >= 1 && heapPercent <= 30, "heap-percent", heapPercent, "1 to 30");
    }

    private static void range(String key, int value, int least) {
        InvalidSetting.unless(value >= least, key, value, least + " or more");
    }

    private static void range(String key, ByteSize value, long least, long most) {
        InvalidSetting.unless(
                value.bytes() >= least && value.bytes() <= most,
                key,
                value,
                new ByteSize(least) + " to " + new ByteSize(most));
    }
}
