package io.monopod.datapath.http2;

import io.monopod.datapath.http2.frame.ConnectionError;
import io.monopod.datapath.http2.frame.ErrorCode;

/// Limits frames that cost work and carry nothing, against frames that carry content. Guarded by
/// the endpoint's lock.
final class FloodGuard {
    /// The refund for a DATA frame in either direction. A peer may answer each one with two window
    /// updates for the stream, two for the connection, and a PING that measures the bandwidth.
    private static final int REFUND_FOR_DATA = 4;

    /// SETTINGS can change the window of every open stream.
    private static final int COST_OF_SETTINGS = 10;

    private final TokenBucket emptyFrames;
    private final TokenBucket cancels;

    /// Window updates that the peer may still send for DATA that it got. Unlimited, because our own
    /// frames caused them.
    private long updatesDue;

    FloodGuard(EndpointConfig config, long now) {
        emptyFrames = new TokenBucket(config.emptyFrames(), now);
        cancels = new TokenBucket(config.cancels(), now);
    }

    /// @throws ConnectionError if the peer exceeded a limit
    void check(long now) throws ConnectionError {
        if (emptyFrames.isExhausted(now)) {
            throw enhanceYourCalm("too many frames without content");
        }
        if (cancels.isExhausted(now)) {
            throw enhanceYourCalm("too many cancelled calls");
        }
    }

    /// We sent a DATA frame with content.
    void sent() {
        updatesDue += REFUND_FOR_DATA;
        emptyFrames.refund(REFUND_FOR_DATA);
    }

    /// The peer sent a DATA frame with content.
    void received() {
        emptyFrames.refund(REFUND_FOR_DATA);
    }

    /// The peer sent a frame that carries nothing, or came too late.
    void countIgnored() {
        emptyFrames.consume(1);
    }

    void settings() {
        emptyFrames.consume(COST_OF_SETTINGS);
    }

    void windowUpdate() {
        if (updatesDue > 0) {
            updatesDue--;
        } else {
            emptyFrames.consume(1);
        }
    }

    /// The peer cancelled a stream, or broke a rule so that we reset it.
    void countReset() {
        cancels.consume(1);
    }

    /// A stream ended properly.
    void completed() {
        cancels.refund(1);
    }

    private static ConnectionError enhanceYourCalm(String message) {
        return new ConnectionError(ErrorCode.ENHANCE_YOUR_CALM, message);
    }
}
