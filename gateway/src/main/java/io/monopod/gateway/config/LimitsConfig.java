package io.monopod.gateway.config;

import io.monopod.config.ByteSize;
import io.monopod.config.InvalidSetting;
import io.monopod.config.Key;

/// How much of everything clients and instances may have, so that none of them can use up the
/// gateway.
public record LimitsConfig(
        @Key(value = "20000", doc = "client connections; further ones are closed at once")
                int connections,
        @Key(value = "4096", doc = "calls that a client connection may have open") int streams,
        @Key(value = "64KiB", doc = "a call's metadata, counted as in RFC 9113, section 10.5.1")
                ByteSize headerList,
        @Key(value = "16MiB", doc = "metadata of all open calls of a client connection together")
                ByteSize headerBuffer,
        @Key(
                        value = "256KiB",
                        doc =
                                "what waits for a receiver slower than its sender, each stream and way")
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
                int cancels) {
    private static final int MAX = Integer.MAX_VALUE;

    public LimitsConfig {
        range("connections", connections, 1);
        range("streams", streams, 1);
        range("header-list", headerList, 4096, MAX);
        range("header-buffer", headerBuffer, headerList.bytes(), MAX);
        range("stream-buffer", streamBuffer, 65_536, MAX);
        range("connection-buffer", connectionBuffer, streamBuffer.bytes(), MAX);
        range("replay-buffer", replayBuffer, 0, MAX);
        range("empty-frames", emptyFrames, 100);
        range("cancels", cancels, 1);
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
