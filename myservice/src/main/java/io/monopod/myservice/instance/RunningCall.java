package io.monopod.myservice.instance;

/// A call that is being served. Compared by identity.
interface RunningCall {
    /// Tells it that its session is over. Does not block.
    void sessionEnded();

    /// Ends it without an answer: its process goes down. Does not block.
    void breakOff();
}
