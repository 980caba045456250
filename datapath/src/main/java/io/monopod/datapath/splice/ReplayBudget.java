package io.monopod.datapath.splice;

import io.monopod.datapath.http2.frame.BufferBudget;

/// The bytes that all calls of a client connection together may keep for replay at another
/// instance. Guarded by the lock.
final class ReplayBudget {
    private final BufferBudget memory;
    private int left;

    /// @param memory the connection's memory, for bytes that are not counted otherwise
    ReplayBudget(int byteCount, BufferBudget memory) {
        this.memory = memory;
        left = byteCount;
    }

    boolean tryTake(int byteCount) {
        if (!has(byteCount) || (byteCount > 0 && !memory.tryTake(byteCount))) {
            return false;
        }
        left -= byteCount;
        return true;
    }

    /// Takes bytes that [#has] reported as available.
    void take(int byteCount) {
        memory.take(byteCount);
        left -= byteCount;
    }

    boolean has(int byteCount) {
        return byteCount <= left;
    }

    void giveBack(int byteCount) {
        memory.giveBack(byteCount);
        left += byteCount;
    }
}
