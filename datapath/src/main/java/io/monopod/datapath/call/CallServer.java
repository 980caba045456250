package io.monopod.datapath.call;

/// Serves calls in this process.
public non-sealed interface CallServer extends Upstream {
    /// The most bytes of a message, compressed or not. A longer one is not read.
    int maxMessageSize();

    /// Answers the call. Runs on the call's own virtual thread and may block. If this returns or
    /// throws without an answer, the call gets an error.
    ///
    /// @throws InterruptedException never because of the call; a cancel is visible in what the call
    ///   receives
    void serve(ServedCall call) throws InterruptedException;
}
