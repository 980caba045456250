package io.monopod.instance.call;

/// A call that is being served. Compared by identity.
public interface RunningCall {
    /// Signals that the session has ended. Does not block.
    void sessionEnded();

    /// Ends the call without an answer, because the process stops. Does not block.
    void abort();
}
