package io.monopod.datapath.splice;

import io.monopod.datapath.call.Replayable;
import io.monopod.datapath.http2.Stream;
import io.monopod.datapath.http2.frame.HeaderBlock;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/// The response of a call to the client. The client sees one response, even if it comes from
/// several instances. Guarded by the lock.
final class ResponseFlow {
    /// More interim responses have no use, and windows do not bound them.
    private static final int MAX_INTERIMS = 100;

    private static final byte[] NOTHING = {};

    private final Stream<?> client;
    private final int holdLimit;
    private final ReplayBudget holdBudget;

    private @Nullable UpstreamStream from;
    private @Nullable WholeMessages messages;

    /// The response headers, if they were sent; they cannot change any more.
    private ResponseBlock.@Nullable Fields head;

    /// Whether this instance has sent response headers.
    private boolean headed;

    /// Whether the client has seen, or will see, any of the response.
    private boolean begun;

    /// Bytes that the client has not received, and how many of them came from a former instance,
    /// which needs no credit.
    private int unsent;

    private int inherited;

    private int interims;

    /// @param holdLimit bytes of an incomplete message that may be held
    /// @param holdBudget bounds the same for all calls of the connection together
    ResponseFlow(Stream<?> client, int holdLimit, ReplayBudget holdBudget) {
        this.client = client;
        this.holdLimit = holdLimit;
        this.holdBudget = holdBudget;
    }

    boolean isBegun() {
        return begun;
    }

    /// Whether the current instance has started to respond.
    boolean isHeaded() {
        return headed;
    }

    /// Bytes that the client has not received.
    long held() {
        return (long) unsent + (messages == null ? 0 : messages.size());
    }

    /// The response comes from `stream` from now on.
    void comeFrom(UpstreamStream stream, Replayable replayable) {
        from = stream;
        headed = false;
        inherited = unsent;
        if (messages != null) {
            messages.restart();
        } else if (replayable == Replayable.STREAM) {
            messages = new WholeMessages(holdLimit, holdBudget);
        }
        if (stream.isNarrow()) {
            narrowed();
        }
    }

    /// Whether another instance could continue the response without the client noticing.
    boolean canGoOn(Replayable replayable) {
        return switch (replayable) {
            case NEVER -> false;
            case UNSEEN -> !begun;
            case STREAM -> !begun || isBetweenMessages();
        };
    }

    private boolean isBetweenMessages() {
        return messages != null && !messages.isCut() && head != null && head.contentLength() < 0;
    }

    /// @return false if there are too many interim responses
    boolean interim(HeaderBlock block) {
        if (!begun) {
            client.sendHeaders(block, HeaderBlock.EMPTY, false);
        }
        return ++interims <= MAX_INTERIMS;
    }

    /// Whether the block is valid now. A continued stream must keep its encoding.
    boolean allows(ResponseBlock.Fields fields, boolean end) {
        if (headed == fields.isHead()) {
            return false; // second response headers, or trailers before headers
        }
        return end
                || (!headed
                        && (head == null || Objects.equals(head.encoding(), fields.encoding())));
    }

    void fields(ResponseBlock.Fields fields, boolean end) {
        if (!begun) {
            begun = true;
            head = fields;
            client.sendHeaders(fields.block(), HeaderBlock.EMPTY, end);
        } else if (end) {
            passHeld();
            client.sendTrailers(headed ? fields.block() : fields.asTrailers());
        }
        headed = true;
    }

    void data(byte[] bytes, int at, int length, boolean end) {
        if (messages == null) {
            pass(bytes, at, length, end);
            return;
        }
        int now = messages.passable(bytes, at, length);
        if (now > 0) {
            passHeld();
            pass(bytes, at, now, false);
        }
        messages.hold(bytes, at + now, length - now);
        if (end) {
            passHeld();
            pass(NOTHING, 0, 0, true);
        }
    }

    /// Sends the gateway's own answer, after what the client has already seen.
    void answer(EncodedAnswer answer) {
        discard();
        if (begun) {
            client.sendTrailers(answer.fields());
        } else {
            begun = true;
            client.sendHeaders(answer.head(), answer.fields(), true);
        }
    }

    /// The window was lowered: the rest of a held message may not fit into it, so what is held is
    /// sent.
    void narrowed() {
        if (messages != null) {
            messages.holdNone();
            passHeld();
        }
    }

    /// Drops the held bytes.
    void discard() {
        if (messages != null) {
            dropped(messages.size());
            messages.release();
        }
    }

    /// Bytes of the instance were dropped, and count against its windows no longer.
    void dropped(int byteCount) {
        if (from != null) {
            from.consumed(byteCount);
        }
    }

    /// Bytes were sent to the client.
    void sent(int byteCount) {
        unsent -= byteCount;
        int old = Math.min(byteCount, inherited);
        inherited -= old;
        if (from != null) {
            from.consumed(byteCount - old);
        }
    }

    private void passHeld() {
        if (messages != null && messages.size() > 0) {
            pass(messages.held(), 0, messages.size(), false);
            messages.release();
        }
    }

    private void pass(byte[] bytes, int at, int length, boolean end) {
        unsent += length;
        client.sendData(bytes, at, length, end);
    }
}
