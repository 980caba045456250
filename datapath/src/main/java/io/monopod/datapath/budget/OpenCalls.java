package io.monopod.datapath.budget;

import io.monopod.datapath.config.ConnectionLimits;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongPredicate;

/// The open calls of a client connection: those that a thread works on, or whose response the
/// client has not read. They can outnumber the open streams while a decision is being undone, so
/// that a client gains nothing by resetting streams. The reader opens calls without the lock, which
/// guards the rest.
public final class OpenCalls {
    /// Memory for each byte of a head: the text, and the block for the instance.
    private static final int MEMORY_PER_OCTET = 2;

    private final AtomicInteger count = new AtomicInteger();
    private final AtomicLong headBytes = new AtomicLong();
    private final int maxCount;
    private final long maxHeadBytes;
    private final Share memory;
    private final LongPredicate makeRoom;
    private final Share withToken;
    private final Share withoutToken;

    /// A counted call.
    ///
    /// @param head bytes of its head
    /// @param share the share that counts the call
    public record Ticket(int head, Share share) {}

    /// @param memory the connection's memory
    /// @param makeRoom ends a call that holds more than the given bytes, if there is one
    public OpenCalls(
            ConnectionLimits limits, ProcessBudget process, Share memory, LongPredicate makeRoom) {
        maxCount = limits.streams();
        maxHeadBytes = limits.headerBuffer();
        this.memory = memory;
        this.makeRoom = makeRoom;
        withToken = process.callShare(Trust.KNOWN);
        withoutToken = process.callShare(Trust.STRANGER);
    }

    public int count() {
        return count.get();
    }

    /// Counts another call of the connection, unless it exceeds the limit.
    ///
    /// @param head bytes of its head
    public boolean tryOpen(int head) {
        int calls = count.incrementAndGet();
        if (headBytes.addAndGet(head) <= maxHeadBytes && calls <= maxCount) {
            return true;
        }
        leave(head);
        return false;
    }

    /// Counts an opened call against the limits of the process.
    ///
    /// @param token whether the call has a valid token
    /// @return null if the process has no room for the call
    public @Nullable Ticket admit(int head, boolean token) {
        var share = token ? withToken : withoutToken;
        if (!share.tryTake(1)) {
            return null;
        }
        if (!tryTake(MEMORY_PER_OCTET * head)) {
            share.giveBack(1);
            return null;
        }
        return new Ticket(head, share);
    }

    private boolean tryTake(int byteCount) {
        return memory.tryTake(byteCount) || (makeRoom.test(byteCount) && memory.tryTake(byteCount));
    }

    public void close(Ticket ticket) {
        leave(ticket.head());
        ticket.share().giveBack(1);
        memory.giveBack(MEMORY_PER_OCTET * ticket.head());
    }

    /// The connection and its last call have ended.
    public void end() {
        withToken.close();
        withoutToken.close();
    }

    /// An opened call was not admitted.
    public void leave(int head) {
        count.decrementAndGet();
        headBytes.addAndGet(-head);
    }
}
