package io.monopod.datapath.http2.frame;

import static io.monopod.datapath.http2.frame.Frame.HEADER_SIZE;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;

/// Reads a batch of frames from a transport in two steps, so that little work happens under the
/// connection's lock:
/// 1. [#read(Transport)] and [#parse()], without the lock: find the complete frames and decode
///    their header blocks. This is the expensive part, and it may make routing decisions;
/// 2. [io.monopod.datapath.http2.Endpoint#receive(FrameReader, long)], under the lock: apply the
///    frames to the streams.
///
/// Used only by the thread that reads the connection.
public final class FrameReader<H> {
    /// The frames of a unary call fit. Each idle connection keeps an array of this size, in bytes.
    public static final int SMALLEST = 512;

    /// An array up to this size, in bytes, is released after the first small batch; a larger one
    /// only when the peer has been silent.
    private static final int MAX_SHRUNK_SOON = 2048;

    private static final int MAX_BUFFER = 64 * 1024;

    /// The most header blocks to decode before their frames are applied: a tiny block can decode to
    /// a large list.
    private static final int MAX_HEADS = 128;

    private final HeadersReader<H> headReader;
    private final HeaderBlockAssembler assembler;
    private final ArrayDeque<DecodedHeaders<H>> heads = new ArrayDeque<>(4);
    private byte[] bytes = new byte[SMALLEST];
    private int from;
    private int to;
    private int parse;
    private boolean burst;

    /// Bytes received since the buffer was last empty.
    private int batch;

    private boolean more;
    private @Nullable ConnectionError failure;

    public FrameReader(HeadersReader<H> headReader, int maxHeaderListSize) {
        this.headReader = headReader;
        assembler = new HeaderBlockAssembler(maxHeaderListSize);
    }

    /// Blocks until bytes arrive.
    ///
    /// @return false at the end of the stream
    public boolean read(Transport transport) throws IOException {
        makeRoom();
        int count = transport.read(bytes, to);
        if (count <= 0) {
            return false;
        }
        burst = to + count == bytes.length;
        to += count;
        batch += count;
        return true;
    }

    /// Releases the memory of a burst. Called when the connection has been idle.
    public void shrinkIdle() {
        if (to - from <= SMALLEST) {
            shrink();
        }
    }

    /// Bytes of the arrays that this holds.
    public int held() {
        return bytes.length + assembler.held();
    }

    /// A copy of the bytes that were received and not consumed.
    public byte[] unread() {
        return Arrays.copyOfRange(bytes, from, to);
    }

    /// Releases what it can at once. Called between two batches.
    public void shrink() {
        int needed = Math.max(SMALLEST, to - from);
        if (needed < bytes.length) {
            bytes = Arrays.copyOfRange(bytes, from, from + needed);
            to -= from;
            parse -= from;
            from = 0;
            burst = false;
        }
    }

    /// Consumes the preface at the start of the connection.
    ///
    /// @return how many of its bytes have arrived, or -1 if other bytes arrived
    public int skipPreface() {
        int count = Math.min(to - from, Frame.PREFACE_SIZE);
        if (Arrays.mismatch(bytes, from, from + count, Frame.PREFACE, 0, count) >= 0) {
            return -1;
        }
        if (count == Frame.PREFACE_SIZE) {
            from += count;
        }
        return count;
    }

    /// Finds the complete frames in the buffer, and decodes their header blocks. It stops at the
    /// first frame that breaks the connection; the frames before it are still valid.
    public void parse() {
        parse = from;
        more = false;
        try {
            while (to - parse >= HEADER_SIZE && heads.size() < MAX_HEADS) {
                int length = Frame.length(bytes, parse);
                if (length > Frame.DEFAULT_MAX_SIZE) {
                    throw new ConnectionError(ErrorCode.FRAME_SIZE_ERROR, "frame of " + length);
                }
                if (to - parse < HEADER_SIZE + length) {
                    return;
                }
                header(parse, length);
                parse += HEADER_SIZE + length;
            }
            more = heads.size() == MAX_HEADS;
        } catch (ConnectionError e) {
            failure = e;
        }
    }

    /// Whether the buffer holds more complete frames, for another [#parse()] before the next read.
    public boolean hasMore() {
        return more;
    }

    /// Whether the peer sends faster than we read, so that other connections should get a turn.
    public boolean isBusy() {
        return burst || hasMore();
    }

    /// Whether a frame or a header block is incomplete.
    public boolean isUnfinished() {
        return !more && (parse < to || assembler.isOpen());
    }

    /// Whether this batch completed a frame or, within a header block, a fragment.
    public boolean hasFinished() {
        return assembler.isOpen() ? !heads.isEmpty() : parse > from;
    }

    /// The heads of this batch that were not applied, because the connection broke first.
    public List<H> abandonedHeads() {
        var abandoned = heads.stream().map(DecodedHeaders::content).toList();
        heads.clear();
        return abandoned;
    }

    public byte[] array() {
        return bytes;
    }

    /// Where the next frame starts, or -1 at the end of the batch.
    public int nextFrame() {
        if (from == parse) {
            return -1;
        }
        int at = from;
        from += HEADER_SIZE + Frame.length(bytes, at);
        return at;
    }

    public DecodedHeaders<H> nextHead() {
        return heads.remove();
    }

    /// The error that follows the frames of this batch.
    public @Nullable ConnectionError failure() {
        return failure;
    }

    private void header(int at, int length) throws ConnectionError {
        if (assembler.accept(bytes, at, length)) {
            int streamId = assembler.streamId();
            boolean end = assembler.endsStream();
            var content =
                    headReader.read(
                            streamId, assembler.array(), assembler.from(), assembler.size(), end);
            heads.add(new DecodedHeaders<>(streamId, content, end));
        }
    }

    /// The array grows only when received bytes fill it, whatever length a frame declares. A frame
    /// that is announced and does not come costs nothing.
    private void makeRoom() {
        int left = to - from;
        int wanted = wantedLength(left);
        var target = wanted == bytes.length ? bytes : new byte[wanted];
        if (target != bytes || from > 0) {
            System.arraycopy(bytes, from, target, 0, left);
        }
        bytes = target;
        from = 0;
        to = left;
    }

    private int wantedLength(int left) {
        if (burst || left == bytes.length) {
            return Math.max(bytes.length, Math.min(MAX_BUFFER, bytes.length * 4));
        }
        boolean small = left == 0 && batch <= SMALLEST && bytes.length <= MAX_SHRUNK_SOON;
        if (left == 0) {
            batch = 0;
        }
        return small ? SMALLEST : bytes.length;
    }
}
