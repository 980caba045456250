package io.monopod.gateway.auth;

import io.monopod.vouch.MacKey;

import java.nio.ByteBuffer;

/// A number for each of any number of keys, in fixed memory. A key's number is too large if in each
/// row its cell is shared with a key that has a larger one: with 200 such keys, this affects one
/// key in 190,000; with a thousand, one in 450. (The count-min sketch of Cormode and Muthukrishnan,
/// 2005, with the conservative update of Estan and Varghese, 2002.) The cells follow from a secret
/// key, so that nobody can choose a name that shares those of another. For one thread at a time,
/// but for [#cells].
final class Sketch {
    private static final int WIDTH = 4096;
    private static final int ROWS = 4;

    private final MacKey secret;
    private final long[][] rows = new long[ROWS][WIDTH];

    /// All keys start with zero.
    ///
    /// @param use what it is for: sketches of one secret share no cells
    Sketch(MacKey secret, String use) {
        this.secret = MacKey.derived(secret.bytes(), use);
    }

    /// A key's cell in each row. Costs a microsecond, and needs no lock.
    int[] cells(String key) {
        var mac = ByteBuffer.wrap(secret.macBytes(key));
        var cells = new int[ROWS];
        for (int row = 0; row < ROWS; row++) {
            cells[row] = mac.getShort() & (WIDTH - 1);
        }
        return cells;
    }

    long get(int[] cells) {
        long least = Long.MAX_VALUE;
        for (int row = 0; row < ROWS; row++) {
            least = Math.min(least, rows[row][cells[row]]);
        }
        return least;
    }

    /// Sets a key's number, unless it is larger already.
    void raise(int[] cells, long value) {
        for (int row = 0; row < ROWS; row++) {
            rows[row][cells[row]] = Math.max(rows[row][cells[row]], value);
        }
    }
}
