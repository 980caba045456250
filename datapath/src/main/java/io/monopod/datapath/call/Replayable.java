package io.monopod.datapath.call;

/// Until when a call may be sent again after its instance is lost.
public enum Replayable {
    /// Only if the instance provably never saw it.
    NEVER,
    /// Until the client has seen any of the response.
    UNSEEN,
    /// Until the client has seen any of the response, or, for a stream with a complete request,
    /// between whole response messages.
    STREAM
}
