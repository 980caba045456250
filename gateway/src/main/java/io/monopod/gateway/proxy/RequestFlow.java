package io.monopod.gateway.proxy;

import io.monopod.gateway.http2.HeaderBlock;

import org.jspecify.annotations.Nullable;

/// The request of a call behind its head, on its way from the client to an instance: kept until
/// there is an instance, and for as long as it may have to be sent to another one. Guarded by the
/// lock.
final class RequestFlow {
    private final ClientStream client;
    private final int replayLimit;
    private final RequestBuffer kept = new RequestBuffer();
    private @Nullable InstanceStream to;
    private long received;
    private long credited;

    /// @param replayLimit octets that are kept after they were sent
    RequestFlow(ClientStream client, int replayLimit) {
        this.client = client;
        this.replayLimit = replayLimit;
    }

    /// Whether the head is the whole request.
    boolean isHeadOnly() {
        return kept.isHeadOnly();
    }

    /// Whether all of it could be sent again.
    boolean isRepeatable() {
        return !kept.isDropped();
    }

    void data(byte[] bytes, int from, int length, boolean end) {
        received += length;
        if (end) {
            kept.end();
        }
        if (to == null) {
            kept.add(bytes, from, length);
            return;
        }
        if (kept.size() + length <= replayLimit) {
            kept.add(bytes, from, length);
        } else {
            kept.drop();
        }
        to.sendData(bytes, from, length, end);
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
    void sendTo(InstanceStream stream) {
        to = stream;
        kept.sendTo(stream);
        if (kept.size() > replayLimit) {
            kept.drop();
        }
    }

    /// The instance never saw it: back to the start.
    void rewind() {
        to = null;
    }

    /// It will not be sent again.
    void commit() {
        kept.drop();
    }

    /// Nobody wants the rest: what comes is thrown away, and what was kept is.
    void discard() {
        kept.drop();
        credit(received);
    }

    /// @param total octets that the current instance was sent
    void sent(long total) {
        credit(total);
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
