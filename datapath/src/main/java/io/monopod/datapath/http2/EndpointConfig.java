package io.monopod.datapath.http2;

import io.monopod.datapath.http2.frame.Frame;

/// The limits that one end of a connection sets for its peer and for its own buffers.
///
/// @param maxStreams streams that the peer may have open at once (SETTINGS_MAX_CONCURRENT_STREAMS)
/// @param maxHeaderListSize bytes of a header list, counted as in RFC 9113, section 10.5.1
/// @param streamWindow the receive window of each stream, in bytes
/// @param connectionWindow the receive window of the connection, in bytes
/// @param outputHighWater unwritten bytes from which on DATA waits, whatever the peer's windows
///   allow
/// @param emptyFrames frames without content (SETTINGS, PING, empty DATA and the like) that the
///   peer may send at once; a tenth of it is refilled each second, and some for each DATA frame
/// @param cancels streams that the peer may cancel or break at once; a tenth of it is refilled each
///   second, and one for each stream that ends properly
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
