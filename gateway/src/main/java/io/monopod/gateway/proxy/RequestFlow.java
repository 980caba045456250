package io.monopod.gateway.proxy;

import io.monopod.gateway.http2.ErrorCode;
import io.monopod.gateway.http2.HeaderBlock;

import org.jspecify.annotations.Nullable;

/// The request of a call on its way from the client to an instance: kept until there is an
/// instance, and for as long as it may have to be sent to another one. Guarded by the lock.
final class RequestFlow {
    private final ClientStream client;
    private final int replayLimit;
    private final ReplayBudget budget;
    private final RequestBuffer kept = new RequestBuffer();
    private HeaderBlock head;
    private @Nullable InstanceStream to;
    private long received;
    private long credited;

    /// Octets that the budget was asked for.
    private int budgeted;

    /// @param head for the instance
    /// @param limits that say how much is kept after it was sent
    /// @param budget of all calls of the connection together, for the same
    RequestFlow(
            ClientStream client,
            HeaderBlock head,
            DataPathConfig.Limits limits,
            ReplayBudget budget) {
        this.client = client;
        this.head = head;
        this.replayLimit = limits.replayBuffer();
        this.budget = budget;
    }

    /// Whether all that has come could be sent again.
    boolean isRepeatable() {
        return !kept.isDropped();
    }

    /// Whether all of it has come.
    boolean isComplete() {
        return kept.isEnded();
    }

    void data(byte[] bytes, int from, int length, boolean end) {
        received += length;
        if (end) {
            kept.end();
        }
        kept.add(bytes, from, length);
        if (to != null) {
            keepWithinLimits();
            to.sendData(bytes, from, length, end);
        }
    }

    void end() {
        kept.end();
    }

    void trailers(HeaderBlock block) {
        kept.end(block);
        if (to != null) {
            to.sendTrailers(block);
        }
    }

    /// From now on it goes to `stream`, from the start.
    ///
    /// @param added what is added to the head
    void sendTo(InstanceStream stream, HeaderBlock added) {
        to = stream;
        boolean headOnly = kept.isHeadOnly();
        stream.sendHeaders(head, added, headOnly);
        if (!headOnly) {
            kept.sendTo(stream);
        }
        keepWithinLimits();
    }

    /// What is kept has been sent, so that no window bounds it any more.
    private void keepWithinLimits() {
        int more = kept.size() - budgeted;
        if (kept.size() > replayLimit || !budget.tryTake(more)) {
            forget();
        } else {
            budgeted += more;
        }
    }

    private void forget() {
        kept.drop();
        budget.giveBack(budgeted);
        budgeted = 0;
    }

    /// The instance has it no more: back to the start.
    void rewind() {
        to = null;
    }

    /// It will not be sent again.
    void commit() {
        forget();
    }

    /// The client wants no answer: no instance needs to go on.
    void cancel(ErrorCode code) {
        if (to != null) {
            to.reset(code);
        }
    }

    /// The call is over. What comes is thrown away, unless an instance takes it, and what was kept
    /// is.
    void discard() {
        forget();
        head = HeaderBlock.EMPTY; // the stream may live on for a while
        if (to == null || to.isClosed()) {
            credit(received);
        }
    }

    /// @param total octets that `stream` was sent
    void sent(InstanceStream stream, long total) {
        if (stream == to) {
            credit(total);
        }
    }

    /// What is sent again gets no credit again.
    private void credit(long total) {
        if (total > credited) {
            int credit = Math.toIntExact(total - credited);
            credited = total;
            client.passedOn(credit);
        }
    }
}
