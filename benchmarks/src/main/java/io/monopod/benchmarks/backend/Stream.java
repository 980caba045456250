package io.monopod.benchmarks.backend;

import java.util.Arrays;

/// One call: the request received so far, then the part of the reply still to be sent.
final class Stream {
    private static final byte[] NOTHING = {};

    final int id;
    final String path;
    final long openedAt = System.nanoTime();
    int sendWindow;
    private byte[] body = NOTHING;
    private Reply reply = Reply.refusal(0);
    private int messagesSent;
    private int offset;

    Stream(int id, String path, int sendWindow) {
        this.id = id;
        this.path = path;
        this.sendWindow = sendWindow;
    }

    void append(byte[] from, int offset, int length) {
        var end = body.length;
        body = Arrays.copyOf(body, end + length);
        System.arraycopy(from, offset, body, end, length);
    }

    byte[] body() {
        return body;
    }

    void reply(Reply reply) {
        this.reply = reply;
    }

    Reply reply() {
        return reply;
    }

    boolean hasMore() {
        return messagesSent < reply.copies;
    }

    /// The bytes of the current message that are still to be sent.
    int left() {
        return reply.message.length - offset;
    }

    /// Writes a DATA frame with the next `length` bytes of the current message.
    void send(int length, Output out) {
        out.frameHead(length, Http2.DATA, 0, id);
        out.put(reply.message, offset, length);
        sendWindow -= length;
        offset += length;
        if (left() == 0) {
            offset = 0;
            messagesSent++;
        }
    }
}
