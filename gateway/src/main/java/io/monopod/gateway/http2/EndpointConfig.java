package io.monopod.gateway.http2;

/// What one end of a connection grants its peer, and how much it keeps for it.
///
/// @param maxStreams streams that the peer may have open at once (SETTINGS_MAX_CONCURRENT_STREAMS)
/// @param maxHeaderListSize octets of a header list, counted as in RFC 9113, section 10.5.1
/// @param streamWindow octets of DATA that the peer may send on a stream before they went on
/// @param connectionWindow the same for all its streams together
/// @param outputHighWater octets waiting to be written from which on DATA waits, whatever the
///   peer's windows allow
/// @param emptyFrames frames without content (SETTINGS, PING, empty DATA and the like) that the
///   peer may send at once; a tenth of that more each second, and some for each DATA frame
/// @param cancels streams that the peer may cancel, or get wrong, at once; a tenth of that more
///   each second, and one for each stream that ends properly
public record EndpointConfig(
        int maxStreams,
        int maxHeaderListSize,
        int streamWindow,
        int connectionWindow,
        int outputHighWater,
        int emptyFrames,
        int cancels) {
    public EndpointConfig {
        require(maxStreams > 0, "maxStreams", maxStreams);
        require(maxHeaderListSize >= 1024, "maxHeaderListSize", maxHeaderListSize);
        require(streamWindow >= SendWindow.DEFAULT, "streamWindow", streamWindow);
        require(connectionWindow >= streamWindow, "connectionWindow", connectionWindow);
        require(outputHighWater >= Frame.DEFAULT_MAX_SIZE, "outputHighWater", outputHighWater);
        require(emptyFrames > 0, "emptyFrames", emptyFrames);
        require(cancels > 0, "cancels", cancels);
    }

    private static void require(boolean valid, String name, int value) {
        if (!valid) {
            throw new IllegalArgumentException(name + ": " + value + " is too small");
        }
    }
}
