package io.monopod.gateway.http2;

import java.util.Arrays;

/// The octets that wait to be written to one peer. Frames are appended to one array while another
/// one is being written.
///
/// Everything here is guarded by the lock of the connection, except that a taken array belongs to
/// the thread that took it until it gives it back.
public final class Outbox {
    /// An array of this size is not kept when all is written: to make one is cheap, and a
    /// connection that is quiet for a while would hold several that garbage collection has aged.
    private static final int SMALLEST = 2048;

    /// An array that a burst made larger than this is not kept.
    private static final int LARGEST_KEPT = 128 * 1024;

    private final Runnable filled;
    private byte[] filling = Octets.NONE;
    private byte[] other = Octets.NONE;
    private int size;
    private int takenSize;
    private boolean taken;
    private long total;

    /// @param filled told, under the lock, when there is something to take
    Outbox(Runnable filled) {
        this.filled = filled;
    }

    /// Octets that are not written yet, those of a taken array included.
    public int waiting() {
        return size + takenSize;
    }

    /// All octets that were ever appended.
    public long total() {
        return total;
    }

    public boolean takeable() {
        return size > 0 && !taken;
    }

    /// Takes what there is, to be written by the caller.
    public byte[] take() {
        var bytes = filling;
        filling = other;
        takenSize = size;
        size = 0;
        taken = true;
        return bytes;
    }

    /// How many octets of the taken array are to be written.
    public int takenSize() {
        return takenSize;
    }

    /// The taken array was written. If more is waiting, it can be taken next.
    public void giveBack(byte[] bytes) {
        boolean kept = bytes.length > SMALLEST && bytes.length <= LARGEST_KEPT;
        other = kept ? bytes : Octets.NONE;
        takenSize = 0;
        taken = false;
        if (size > 0) {
            filled.run();
        }
    }

    /// Releases the arrays of a connection that is idle.
    public void trim() {
        if (size == 0 && !taken) {
            filling = Octets.NONE;
            other = Octets.NONE;
        }
    }

    /// Makes room for `octets` more, which the caller fills in.
    ///
    /// @return where they start in [#array()]
    int grow(int octets) {
        int from = size;
        if (filling.length - from < octets) {
            int capacity = Math.max(SMALLEST, Math.max(filling.length * 2, from + octets));
            filling = Arrays.copyOf(filling, capacity);
        }
        size = from + octets;
        total += octets;
        if (from == 0 && !taken) {
            filled.run();
        }
        return from;
    }

    /// Where to write what [#grow(int)] made room for; valid until the next call.
    byte[] array() {
        return filling;
    }
}
