package io.monopod.datapath.config;

/// Limits for each connection, and the number of connections.
///
/// @param connections client connections of the listener
/// @param streams open streams of a client connection
/// @param headerListSize bytes of a header list, counted as in RFC 9113, section 10.5.1
/// @param headerBuffer bytes of the header lists of all open calls of a connection
/// @param bufferPerStream bytes of DATA buffered for a slow receiver, for each stream and direction
/// @param bufferPerConnection the same for all streams of a connection
/// @param replayBuffer bytes of a request that are kept until the instance responds, so that the
///   call can go elsewhere if that instance never saw it
/// @param emptyFrames frames without content that a peer may send at once; a tenth of it is
///   refilled each second
/// @param cancels calls that a client may cancel or break at once; refilled likewise
public record ConnectionLimits(
        int connections,
        int streams,
        int headerListSize,
        int headerBuffer,
        int bufferPerStream,
        int bufferPerConnection,
        int replayBuffer,
        int emptyFrames,
        int cancels) {
    public ConnectionLimits {
        ProcessLimits.requireAtLeast("connections", connections, 1);
        ProcessLimits.requireAtLeast("streams", streams, 1);
        ProcessLimits.requireAtLeast("headerListSize", headerListSize, 4096);
        ProcessLimits.requireAtLeast("headerBuffer", headerBuffer, headerListSize);
        ProcessLimits.requireAtLeast("bufferPerStream", bufferPerStream, 65_536);
        ProcessLimits.requireAtLeast("bufferPerConnection", bufferPerConnection, bufferPerStream);
        ProcessLimits.requireAtLeast("replayBuffer", replayBuffer, 0);
        ProcessLimits.requireAtLeast("emptyFrames", emptyFrames, 1);
        ProcessLimits.requireAtLeast("cancels", cancels, 1);
    }

    /// Bytes of an incomplete message that are held. Held bytes get no credit, so they must leave
    /// the stream's window room for the rest of the message. Credit for consumed bytes comes in
    /// halves of a window.
    public int holdBuffer() {
        return Math.min(replayBuffer, bufferPerStream / 2);
    }
}
