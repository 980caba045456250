package io.monopod.gateway.http2;

/// What one end of a connection grants its peer, and how much it keeps for it.
///
/// @param maxStreams streams that the peer may have open at once (SETTINGS_MAX_CONCURRENT_STREAMS)
/// @param maxHeaderListSize octets of a header list, counted as in RFC 9113, section 10.5.1
/// @param streamWindow octets of DATA that the peer may send on a stream before they went on
/// @param connectionWindow the same for all its streams together
/// @param outputHighWater octets waiting to be written from which on DATA waits, whatever the
///   peer's windows allow
public record EndpointConfig(
        int maxStreams,
        int maxHeaderListSize,
        int streamWindow,
        int connectionWindow,
        int outputHighWater) {
    public EndpointConfig {
        require(maxStreams > 0, "maxStreams", maxStreams);
        require(maxHeaderListSize >= 1024, "maxHeaderListSize", maxHeaderListSize);
        require(streamWindow >= SendWindow.DEFAULT, "streamWindow", streamWindow);
        require(connectionWindow >= streamWindow, "connectionWindow", connectionWindow);
        require(outputHighWater >= Frame.DEFAULT_MAX_SIZE, "outputHighWater", outputHighWater);
    }

    private static void require(boolean valid, String name, int value) {
        if (!valid) {
            throw new IllegalArgumentException(name + ": " + value + " is too small");
        }
    }
}
