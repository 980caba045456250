package io.monopod.datapath.http2.header;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The results of the last few header blocks of one peer, by their bytes. Most calls of a client
/// start alike, and decoding is the most expensive part of forwarding one.
///
/// The same bytes decode alike only until the dynamic table changes. So a block that changes the
/// table is not kept, and clears those that are.
final class RecentBlocks<T> {
    private static final int MAX_BLOCKS = 8;

    /// Bytes. Longer blocks are rare and would cost an idle connection memory.
    private static final int MAX_LENGTH = 1024;

    private final List<byte[]> blocks = new ArrayList<>(0);
    private final List<T> contents = new ArrayList<>(0);

    /// @return null if the block is not known
    @Nullable T find(byte[] bytes, int from, int length) {
        for (int i = 0; i < blocks.size(); i++) {
            var block = blocks.get(i);
            if (Arrays.equals(block, 0, block.length, bytes, from, from + length)) {
                return contents.get(i);
            }
        }
        return null;
    }

    /// @param content the result of the block
    void add(byte[] bytes, int from, int length, T content) {
        if (changesTable(bytes, from, from + length)) {
            clear();
        } else if (length <= MAX_LENGTH) {
            if (blocks.size() == MAX_BLOCKS) {
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

    /// Whether a valid block adds a field to the dynamic table, or resizes it (RFC 7541, sections
    /// 6.2.1 and 6.3).
    private static boolean changesTable(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            int kind = bytes[at] & 0xff;
            if (kind >= 0x80) { // an indexed field
                at = numberEnd(bytes, at, 7);
            } else if (kind >= 0x20) {
                return true;
            } else { // a literal field, whose name is indexed or literal
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
            } while (bytes[last] < 0); // all bytes but the last one have the high bit
        }
        return last + 1;
    }
}
