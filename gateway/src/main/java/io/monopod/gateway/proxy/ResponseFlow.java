package io.monopod.gateway.proxy;

import io.monopod.gateway.call.Replayable;
import io.monopod.gateway.http2.HeaderBlock;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/// The response of a call on its way from an instance to the client. To the client it is one
/// response, from however many instances it comes. Guarded by the lock.
final class ResponseFlow {
    /// Nobody needs more, and windows do not hold them back.
    private static final int MOST_INTERIMS = 100;

    private static final byte[] NOTHING = {};

    private final ClientStream client;
    private final int holdLimit;
    private final ReplayBudget holdBudget;

    private @Nullable InstanceStream from;
    private @Nullable WholeMessages messages;

    /// What the response began with, if it has; it cannot change any more.
    private ResponseBlock.@Nullable Fields head;

    /// Whether this instance has sent its head.
    private boolean headed;

    /// Whether the client has, or will have, seen anything.
    private boolean begun;

    /// Octets that the client has not taken yet, and how many of them came from a former instance,
    /// which wants no credit any more.
    private int unsent;

    private int inherited;

    private int interims;

    /// @param holdLimit octets of a message that are held back until the rest of it has come
    /// @param holdBudget of all calls of the connection together, for the same
    ResponseFlow(ClientStream client, int holdLimit, ReplayBudget holdBudget) {
        this.client = client;
        this.holdLimit = holdLimit;
        this.holdBudget = holdBudget;
    }

    boolean isBegun() {
        return begun;
    }

    /// Whether the present instance has begun to respond.
    boolean isHeaded() {
        return headed;
    }

    /// From now on it comes from `stream`.
    void comeFrom(InstanceStream stream, Replayable replayable) {
        from = stream;
        headed = false;
        inherited = unsent;
        if (messages != null) {
            messages.restart();
        } else if (replayable == Replayable.STREAM) {
            messages = new WholeMessages(holdLimit, holdBudget);
        }
    }

    /// Whether another instance could go on with it, as far as the client cannot tell.
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

    /// @return false if there are too many
    boolean interim(HeaderBlock block) {
        if (!begun) {
            client.sendHeaders(block, HeaderBlock.EMPTY, false);
        }
        return ++interims <= MOST_INTERIMS;
    }

    /// Whether that may come now. What a stream goes on with must be encoded as it began.
    boolean allows(ResponseBlock.Fields fields, boolean end) {
        if (end) {
            return true;
        }
        return !headed && (head == null || Objects.equals(head.encoding(), fields.encoding()));
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

    /// The gateway's own answer, after what the client has seen already.
    void answer(EncodedAnswer answer) {
        discard();
        if (begun) {
            client.sendTrailers(answer.fields());
        } else {
            begun = true;
            client.sendHeaders(answer.head(), answer.fields(), true);
        }
    }

    /// What was held is not wanted any more.
    void discard() {
        if (messages != null) {
            dropped(messages.size());
            messages.release();
        }
    }

    /// Octets of the instance that go nowhere, and count against its windows no longer.
    void dropped(int octets) {
        if (from != null) {
            from.passedOn(octets);
        }
    }

    /// The client has taken that much.
    void sent(int octets) {
        unsent -= octets;
        int old = Math.min(octets, inherited);
        inherited -= old;
        if (from != null) {
            from.passedOn(octets - old);
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
