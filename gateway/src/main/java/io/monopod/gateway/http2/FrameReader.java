package io.monopod.gateway.http2;

import static io.monopod.gateway.http2.Frame.HEADER_SIZE;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;

/// Reads a batch of frames from a transport, in two steps, so that little happens under the
/// connection's lock:
/// 1. [#read(Transport)] and [#cut()], without the lock: find the complete frames and decode their
///    header blocks, which is the expensive part and may ask for decisions;
/// 2. [Endpoint#receive(FrameReader)], under the lock: apply the frames to the streams.
///
/// Belongs to the thread that reads the connection.
public final class FrameReader<H> {
    /// Frames of a unary call fit. Each idle connection keeps an array of this size.
    private static final int SMALLEST = 512;

    /// Up to this size it is given back with the first small batch, beyond only when the peer has
    /// been silent.
    private static final int SOON_SHRUNK = 2048;

    private static final int LARGEST = 64 * 1024;

    /// Header blocks that are decoded before their frames are applied: a tiny block can become a
    /// large list.
    private static final int MOST_HEADS = 128;

    private final HeadReader<H> headReader;
    private final HeaderBlockAssembler assembler;
    private final ArrayDeque<Head<H>> heads = new ArrayDeque<>(4);
    private byte[] bytes = new byte[SMALLEST];
    private int from;
    private int to;
    private int cut;
    private boolean burst;

    /// Octets that have come since there were none left.
    private int batch;

    private boolean more;
    private @Nullable ConnectionError failure;

    public FrameReader(HeadReader<H> headReader, int maxHeaderListSize) {
        this.headReader = headReader;
        assembler = new HeaderBlockAssembler(maxHeaderListSize);
    }

    /// Blocks until there are more octets.
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

    /// The connection has been idle: gives back what a burst made large.
    public void calm() {
        if (to - from <= SMALLEST && bytes.length > SMALLEST) {
            bytes = Arrays.copyOfRange(bytes, from, from + SMALLEST);
            to -= from;
            from = 0;
            burst = false;
        }
    }

    /// Consumes `expected` at the start of the connection.
    ///
    /// @return how many of its octets have come, or -1 if something else came
    public int skipPreface(byte[] expected) {
        int count = Math.min(to - from, expected.length);
        if (Arrays.mismatch(bytes, from, from + count, expected, 0, count) >= 0) {
            return -1;
        }
        if (count == expected.length) {
            from += count;
        }
        return count;
    }

    /// Finds the complete frames among what was read, and decodes their header blocks. It stops at
    /// the first frame that breaks the connection; the frames before it are still good.
    public void cut() {
        cut = from;
        more = false;
        try {
            while (to - cut >= HEADER_SIZE && heads.size() < MOST_HEADS) {
                int length = Frame.length(bytes, cut);
                if (length > Frame.DEFAULT_MAX_SIZE) {
                    throw new ConnectionError(ErrorCode.FRAME_SIZE_ERROR, "frame of " + length);
                }
                if (to - cut < HEADER_SIZE + length) {
                    return;
                }
                header(cut, length);
                cut += HEADER_SIZE + length;
            }
            more = heads.size() == MOST_HEADS;
        } catch (ConnectionError e) {
            failure = e;
        }
    }

    /// Whether there are more complete frames to be [#cut()] before anything is read.
    public boolean hasMore() {
        return more;
    }

    /// Whether the peer sends faster than it is read: others must have their turn.
    public boolean isBusy() {
        return burst || hasMore();
    }

    /// Whether the peer owes us the rest of a frame or of a header block.
    public boolean isUnfinished() {
        return !more && (cut < to || assembler.isOpen());
    }

    /// Whether this batch has finished something: a frame or, within a header block, one before it.
    public boolean hasFinished() {
        return assembler.isOpen() ? !heads.isEmpty() : cut > from;
    }

    /// The heads of this batch that were not applied, because the connection broke before.
    public List<H> abandonedHeads() {
        var abandoned = heads.stream().map(Head::content).toList();
        heads.clear();
        return abandoned;
    }

    byte[] array() {
        return bytes;
    }

    /// Where the next frame starts, or -1 at the end of the batch.
    int nextFrame() {
        if (from == cut) {
            return -1;
        }
        int at = from;
        from += HEADER_SIZE + Frame.length(bytes, at);
        return at;
    }

    Head<H> nextHead() {
        return heads.remove();
    }

    /// What broke the connection behind this batch.
    @Nullable ConnectionError failure() {
        return failure;
    }

    private void header(int at, int length) throws ConnectionError {
        if (assembler.accept(bytes, at, length)) {
            int streamId = assembler.streamId();
            boolean end = assembler.endsStream();
            var content =
                    headReader.read(
                            streamId, assembler.array(), assembler.from(), assembler.size(), end);
            heads.add(new Head<>(streamId, content, end));
        }
    }

    /// A frame must fit; and a burst is read with fewer calls by a larger array.
    private void makeRoom() {
        int left = to - from;
        int wanted = wantedLength(left);
        if (left >= HEADER_SIZE) {
            wanted = Math.max(wanted, HEADER_SIZE + Frame.length(bytes, from));
        }
        var target = wanted == bytes.length ? bytes : new byte[wanted];
        if (target != bytes || from > 0) {
            System.arraycopy(bytes, from, target, 0, left);
        }
        bytes = target;
        from = 0;
        to = left;
    }

    private int wantedLength(int left) {
        if (burst) {
            return Math.max(bytes.length, Math.min(LARGEST, bytes.length * 4));
        }
        boolean small = left == 0 && batch <= SMALLEST && bytes.length <= SOON_SHRUNK;
        if (left == 0) {
            batch = 0;
        }
        return small ? SMALLEST : bytes.length;
    }
}
