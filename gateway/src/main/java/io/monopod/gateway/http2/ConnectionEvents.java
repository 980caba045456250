package io.monopod.gateway.http2;

/// What an [Endpoint] tells about its connection as a whole, under the connection's lock.
public interface ConnectionEvents {
    /// There is something to write.
    void onOutput();

    /// The peer sent, or acknowledged, SETTINGS.
    void onSettings();

    /// A stream was closed: there is room for another one.
    void onStreamClosed();

    /// The peer answered a PING.
    void onPong(long data);

    /// The peer will serve no more streams. Those above `lastStreamId` it never saw; they were told
    /// so ([Stream#onReset] with REFUSED_STREAM) before.
    void onGoAway(int lastStreamId, ErrorCode code);
}
