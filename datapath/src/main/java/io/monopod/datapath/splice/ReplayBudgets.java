package io.monopod.datapath.splice;

import io.monopod.datapath.config.ConnectionLimits;
import io.monopod.datapath.http2.frame.BufferBudget;

/// The replay budgets of a client connection.
///
/// @param requests for sent bytes of requests, which may have to be sent again; windows bound only
///   the unsent bytes
/// @param messages for incomplete response messages. They get no credit while they are held, so the
///   instance's window must have room for the rest of one
public record ReplayBudgets(ReplayBudget requests, ReplayBudget messages) {
    /// @param memory the connection's memory
    public static ReplayBudgets of(ConnectionLimits limits, BufferBudget memory) {
        int byteCount = limits.bufferPerConnection();
        // Held messages count as unconsumed DATA, and credit for consumed bytes comes in halves of
        // a window.
        return new ReplayBudgets(
                new ReplayBudget(byteCount, memory),
                new ReplayBudget(byteCount / 2, BufferBudget.UNBOUNDED));
    }
}
