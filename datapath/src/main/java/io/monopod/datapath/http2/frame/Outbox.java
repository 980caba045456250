package io.monopod.datapath.http2.frame;

import java.util.Arrays;

/// The bytes to be written to one peer. Frames are appended to one array while the writer writes
/// another.
///
/// Guarded by the lock of the connection, except that a taken array belongs to the thread that took
/// it until it is given back.
public final class Outbox {
    /// The initial size of an array, in bytes. Such an array is not kept when it is written: a new
    /// one is cheap, and quiet connections would hold several in the old generation.
    private static final int MIN_SIZE = 2048;

    /// A larger array, from a burst, is not kept.
    private static final int MAX_KEPT = 128 * 1024;

    private final Runnable filled;
    private final BufferBudget memory;
    private byte[] filling = BigEndian.NONE;
    private byte[] other = BigEndian.NONE;
    private int size;
    private int takenSize;
    private boolean taken;
    private long total;

    /// @param filled runs, under the lock, when there are bytes to take
    /// @param memory counts the arrays; bytes to be sent cannot be refused any more
    public Outbox(Runnable filled, BufferBudget memory) {
        this.filled = filled;
        this.memory = memory;
    }

    /// Bytes that are not written, including those of a taken array.
    public int waiting() {
        return size + takenSize;
    }

    /// The number of bytes ever appended.
    public long total() {
        return total;
    }

    public boolean takeable() {
        return size > 0 && !taken;
    }

    /// Takes the waiting bytes, which the caller writes.
    public byte[] take() {
        var bytes = filling;
        filling = other;
        takenSize = size;
        size = 0;
        taken = true;
        return bytes;
    }

    /// The number of bytes to write from the taken array.
    public int takenSize() {
        return takenSize;
    }

    /// Returns the taken array after it was written. If more bytes wait, they can be taken next.
    public void giveBack(byte[] bytes) {
        boolean kept = bytes.length > MIN_SIZE && bytes.length <= MAX_KEPT;
        other = kept ? bytes : BigEndian.NONE;
        if (!kept) {
            memory.giveBack(bytes.length);
        }
        takenSize = 0;
        taken = false;
        if (size > 0) {
            filled.run();
        }
    }

    /// Releases the arrays. Called while the connection is idle.
    public void trim() {
        if (size == 0 && !taken) {
            memory.giveBack(filling.length + other.length);
            filling = BigEndian.NONE;
            other = BigEndian.NONE;
        }
    }

    /// Makes room for `byteCount` bytes, which the caller fills in.
    ///
    /// @return where they start in [#array()]
    int grow(int byteCount) {
        int from = size;
        if (filling.length - from < byteCount) {
            int capacity = Math.max(MIN_SIZE, Math.max(filling.length * 2, from + byteCount));
            memory.take(capacity - filling.length);
            filling = Arrays.copyOf(filling, capacity);
        }
        size = from + byteCount;
        total += byteCount;
        if (from == 0 && !taken) {
            filled.run();
        }
        return from;
    }

    /// The array in which [#grow(int)] made room; valid until the next call.
    byte[] array() {
        return filling;
    }
}
