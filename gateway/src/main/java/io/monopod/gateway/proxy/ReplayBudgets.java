package io.monopod.gateway.proxy;

/// What the calls of a client connection may keep, all together.
///
/// @param requests to be sent again: what has not been sent yet is bounded by the windows, what has
///   been sent is not
/// @param messages to be sent on when they are whole: while they are held the instance gets no
///   credit for them, so that its window must always have room for the rest of one
record ReplayBudgets(ReplayBudget requests, ReplayBudget messages) {
    static ReplayBudgets of(DataPathConfig.Limits limits) {
        int octets = limits.bufferPerConnection();
        // Credit for what has passed comes in halves of a window.
        return new ReplayBudgets(new ReplayBudget(octets), new ReplayBudget(octets / 2));
    }
}
