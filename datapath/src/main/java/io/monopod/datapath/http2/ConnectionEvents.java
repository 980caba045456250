package io.monopod.datapath.http2;

import io.monopod.datapath.http2.frame.BufferBudget;
import io.monopod.datapath.http2.frame.ErrorCode;

/// What happens to the connection of an [Endpoint] as a whole. Called under the connection's lock.
public interface ConnectionEvents {
    /// The connection's memory. Always the same object; used from the start.
    default BufferBudget memory() {
        return BufferBudget.UNBOUNDED;
    }

    /// There are bytes to write.
    void onOutput();

    /// The peer sent or acknowledged SETTINGS.
    default void onSettings() {}

    /// A stream was closed, so another one can open.
    void onStreamClosed();

    /// The peer acknowledged a PING.
    default void onPong(long data) {}

    /// The peer denied a stream that it has provably seen. Called before [#isBelieved()] is asked
    /// about the frame that proves it.
    default void onLie() {}

    /// Whether to believe the peer about the streams that it never saw.
    default boolean isBelieved() {
        return true;
    }

    /// The peer accepts no more streams (GOAWAY). If it is believed, the streams above
    /// `lastStreamId` were reset before this ([Stream#onReset] with REFUSED_STREAM).
    default void onGoAway(int lastStreamId, ErrorCode code) {}
}
