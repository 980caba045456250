package io.monopod.datapath.upstream;

import io.monopod.datapath.call.Incoming;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// The messages of a request to a [io.monopod.datapath.call.CallServer] (gRPC over HTTP/2,
/// "Length-Prefixed-Message": a flag, four bytes of length, the message). It holds received bytes,
/// and never allocates for an announced length. Guarded by the lock.
final class MessageQueue {
    private static final int PREFIX = 5;
    private static final byte[] NOTHING = {};

    private final int maxSize;
    private byte[] bytes = NOTHING;
    private int from;
    private int to;
    private boolean ended;
    private boolean endTold;
    private boolean discarded;
    private long received;

    /// @param maxSize the most bytes of a message
    MessageQueue(int maxSize) {
        this.maxSize = maxSize;
    }

    void add(byte[] source, int at, int length) {
        received += length;
        if (discarded || length == 0) {
            return;
        }
        if (bytes.length - to < length) {
            makeRoom(length);
        }
        System.arraycopy(source, at, bytes, to, length);
        to += length;
    }

    void ended() {
        ended = true;
    }

    /// Drops all messages, now and later.
    void discard() {
        discarded = true;
        bytes = NOTHING;
        from = 0;
        to = 0;
    }

    /// Takes the next message, or the event in its place.
    ///
    /// @param wanted whether a message may be taken
    /// @return null if there is nothing yet
    @Nullable Incoming poll(boolean wanted) {
        if (size() < PREFIX) {
            return ended ? end() : null;
        }
        long length = length();
        if (length > maxSize) {
            discard();
            return new Incoming.TooLong(length);
        }
        if (size() - PREFIX < length) {
            return ended ? end() : null;
        }
        return wanted ? take((int) length) : null;
    }

    /// Bytes of the request to grant credit for: those that were taken and, if no whole message
    /// waits, those that complete the next one.
    long credited() {
        boolean whole = size() >= PREFIX && size() - PREFIX >= length();
        return whole ? received - size() : received;
    }

    /// The event at the end of the request; only once.
    private @Nullable Incoming end() {
        if (endTold) {
            return null;
        }
        endTold = true;
        return size() == 0 ? new Incoming.End() : new Incoming.CutOff();
    }

    private Incoming.Message take(int length) {
        int start = from + PREFIX;
        int flag = bytes[from] & 0xff;
        var message = Arrays.copyOfRange(bytes, start, start + length);
        from = start + length;
        if (from == to) {
            bytes = NOTHING; // the next message may never come
            from = 0;
            to = 0;
        }
        return new Incoming.Message(flag, message);
    }

    private int size() {
        return to - from;
    }

    private long length() {
        long length = 0;
        for (int i = 1; i < PREFIX; i++) {
            length = length << 8 | (bytes[from + i] & 0xff);
        }
        return length;
    }

    private void makeRoom(int length) {
        int size = size();
        var larger = size == 0 ? new byte[length] : new byte[Math.max(2 * size, size + length)];
        System.arraycopy(bytes, from, larger, 0, size);
        bytes = larger;
        from = 0;
        to = size;
    }
}
