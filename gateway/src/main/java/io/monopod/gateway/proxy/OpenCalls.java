package io.monopod.gateway.proxy;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// The calls of a client connection that somebody works on. They are more than the open streams
/// while a decision is still being undone, so that resetting streams buys a client nothing. Any
/// thread may call it.
final class OpenCalls {
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicLong headOctets = new AtomicLong();
    private final int maxCount;
    private final long maxHeadOctets;

    OpenCalls(DataPathConfig.Limits limits) {
        maxCount = limits.streams();
        maxHeadOctets = limits.headerBuffer();
    }

    int count() {
        return count.get();
    }

    /// Counts one more call, unless that is too many.
    ///
    /// @param head octets of its head
    boolean tryOpen(int head) {
        int calls = count.incrementAndGet();
        if (headOctets.addAndGet(head) <= maxHeadOctets && calls <= maxCount) {
            return true;
        }
        close(head);
        return false;
    }

    void close(int head) {
        count.decrementAndGet();
        headOctets.addAndGet(-head);
    }
}
