package io.monopod.datapath.splice;

import io.monopod.datapath.config.ConnectionLimits;
import io.monopod.datapath.http2.Stream;
import io.monopod.datapath.http2.frame.ErrorCode;
import io.monopod.datapath.http2.frame.HeaderBlock;

import org.jspecify.annotations.Nullable;

/// The request of a call from the client to an instance. It is buffered until there is an instance,
/// and while it may have to be sent to another one. Guarded by the lock.
final class RequestFlow {
    private final Stream<?> client;
    private final int replayLimit;
    private final ReplayBudget budget;
    private final RequestBuffer kept = new RequestBuffer();
    private RequestHead head;
    private @Nullable UpstreamStream to;
    private long received;
    private long credited;

    /// Bytes taken from the budget.
    private int budgeted;

    /// @param head the headers for the instance
    /// @param limits bound the bytes that are kept after they were sent
    /// @param budget bounds the same for all calls of the connection together
    RequestFlow(Stream<?> client, RequestHead head, ConnectionLimits limits, ReplayBudget budget) {
        this.client = client;
        this.head = head;
        this.replayLimit = limits.replayBuffer();
        this.budget = budget;
    }

    /// Whether everything received so far can be sent again.
    boolean isRepeatable() {
        return !kept.isDropped();
    }

    /// Bytes that the instance has not received.
    long held() {
        return received - credited;
    }

    /// Whether the whole request was received.
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

    /// Sends the request to `stream`, from the start on.
    ///
    /// @param added further fields of the headers
    void sendTo(UpstreamStream stream, RequestHead added) {
        to = stream;
        boolean headOnly = kept.isHeadOnly();
        stream.sendHead(head, added, headOnly);
        if (!headOnly) {
            kept.sendTo(stream);
        }
        if (stream.mayBeLost()) {
            keepWithinLimits();
        } else {
            forget();
        }
    }

    /// Sent bytes that are kept are not bounded by a window, so they need a limit.
    private void keepWithinLimits() {
        int more = kept.size() - budgeted;
        if (kept.size() > replayLimit || !budget.tryTake(more)) {
            forget();
        } else {
            budgeted += more;
        }
    }

    /// The request will not be sent again, so its bytes are dropped.
    void forget() {
        kept.drop();
        budget.giveBack(budgeted);
        budgeted = 0;
    }

    /// The request must be sent again from the start.
    void rewind() {
        to = null;
    }

    /// The client needs no response, so the instance's stream is reset.
    void cancel(ErrorCode code) {
        if (to != null) {
            to.reset(code);
        }
    }

    /// The call has ended: drops what is kept. Later bytes are dropped unless an instance still
    /// receives them.
    void discard() {
        forget();
        head = RequestHead.NONE; // the stream may outlive the call
        if (to == null || to.isClosed()) {
            credit(received);
        }
    }

    /// @param total bytes sent on `stream`
    void sent(UpstreamStream stream, long total) {
        if (stream == to) {
            credit(total);
        }
    }

    /// Bytes that are sent again get no second credit.
    private void credit(long total) {
        if (total > credited) {
            int credit = Math.toIntExact(total - credited);
            credited = total;
            client.consumed(credit);
        }
    }
}
