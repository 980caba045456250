package io.monopod.gateway.http2;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What the last few header blocks of one peer came to, by their octets: most calls of a client
/// begin alike, and decoding is the dearest part of forwarding one.
///
/// The same octets mean the same only until the dynamic table changes, so a block that changes it
/// is not kept and those that are kept are forgotten.
final class RecentBlocks<T> {
    private static final int MOST = 8;

    /// Longer ones are rare, and would cost an idle connection memory.
    private static final int LONGEST = 1024;

    private final List<byte[]> blocks = new ArrayList<>(0);
    private final List<T> contents = new ArrayList<>(0);

    /// @return null if it is not known
    @Nullable T find(byte[] bytes, int from, int length) {
        for (int i = 0; i < blocks.size(); i++) {
            var block = blocks.get(i);
            if (Arrays.equals(block, 0, block.length, bytes, from, from + length)) {
                return contents.get(i);
            }
        }
        return null;
    }

    /// @param content what the block came to
    void add(byte[] bytes, int from, int length, T content) {
        if (changesTable(bytes, from, from + length)) {
            clear();
        } else if (length <= LONGEST) {
            if (blocks.size() == MOST) {
                blocks.removeFirst();
                contents.removeFirst();
            }
            blocks.add(Arrays.copyOfRange(bytes, from, from + length));
            contents.add(content);
        }
    }

    /// The table may have changed.
    void clear() {
        blocks.clear();
        contents.clear();
    }

    /// Whether a valid block has a field that goes into the dynamic table, or resizes it (RFC 7541,
    /// sections 6.2.1 and 6.3).
    private static boolean changesTable(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            int kind = bytes[at] & 0xff;
            if (kind >= 0x80) { // an indexed field
                at = numberEnd(bytes, at, 7);
            } else if (kind >= 0x20) {
                return true;
            } else { // a literal field, whose name has an index or is spelt out
                boolean named = (kind & 0xf) != 0;
                int name = numberEnd(bytes, at, 4);
                at = stringEnd(bytes, named ? name : stringEnd(bytes, name));
            }
        }
        return false;
    }

    private static int stringEnd(byte[] bytes, int at) {
        int end = numberEnd(bytes, at, 7);
        int length = bytes[at] & 0x7f;
        for (int i = at + 1; i < end; i++) {
            length += (bytes[i] & 0x7f) << (7 * (i - at - 1));
        }
        return end + length;
    }

    /// Where a number with a prefix of `bits` bits ends (section 5.1).
    private static int numberEnd(byte[] bytes, int at, int bits) {
        int full = (1 << bits) - 1;
        int last = at;
        if ((bytes[at] & full) == full) {
            do {
                last++;
            } while (bytes[last] < 0); // all octets but the last one have the high bit
        }
        return last + 1;
    }
}
