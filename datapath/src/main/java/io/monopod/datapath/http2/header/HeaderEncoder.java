package io.monopod.datapath.http2.header;

import io.monopod.datapath.http2.frame.HeaderBlock;
import io.monopod.datapath.http2.header.HeaderList.Field;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Encodes header lists without a dynamic table and without Huffman codes (RFC 7541). A list always
/// encodes to the same bytes, on every connection, so the block can be cached.
public final class HeaderEncoder {
    private static final int INDEXED = 0x80;
    private static final int NOT_INDEXED = 0x00;

    /// Forbids all later hops to index the value (section 7.1.3).
    private static final int NEVER_INDEXED = 0x10;

    private HeaderEncoder() {}

    public static HeaderBlock encode(HeaderList list) {
        var prepared = list.prepared();
        return prepared == null ? encodeAnew(list) : prepared;
    }

    /// Encodes a list in advance, for use by many calls.
    ///
    /// @return an equal list that keeps its encoded block
    public static HeaderList prepare(HeaderList list) {
        return list.preparedAs(encodeAnew(list));
    }

    private static HeaderBlock encodeAnew(HeaderList list) {
        var block = new ByteArrayOutputStream(256);
        for (var field : list.fields()) {
            encode(field, block);
        }
        return new HeaderBlock(block.toByteArray());
    }

    private static void encode(Field field, ByteArrayOutputStream block) {
        int whole = StaticTable.indexOf(field);
        if (whole > 0) {
            number(INDEXED, 7, whole, block);
            return;
        }
        int kind = field.name().equals("authorization") ? NEVER_INDEXED : NOT_INDEXED;
        int name = StaticTable.indexOf(field.name());
        number(kind, 4, name, block);
        if (name == 0) {
            string(field.name(), block);
        }
        string(field.value(), block);
    }

    /// A number with a prefix of `bits` bits (section 5.1).
    private static void number(int kind, int bits, int value, ByteArrayOutputStream block) {
        int full = (1 << bits) - 1;
        if (value < full) {
            block.write(kind | value);
            return;
        }
        block.write(kind | full);
        int rest = value - full;
        for (; rest >= 0x80; rest >>>= 7) {
            block.write((rest & 0x7f) | 0x80);
        }
        block.write(rest);
    }

    /// Bytes as they came: a decoded value has one char for each byte.
    private static void string(String value, ByteArrayOutputStream block) {
        var byteCount = value.getBytes(StandardCharsets.ISO_8859_1);
        number(0, 7, byteCount.length, block);
        block.writeBytes(byteCount);
    }
}
