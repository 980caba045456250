package io.monopod.datapath.proxy.conformance;

import static io.monopod.datapath.http2.frame.ErrorCode.COMPRESSION_ERROR;

import io.monopod.datapath.http2.frame.RawFrame;
import io.monopod.datapath.proxy.Requests;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.util.HexFormat;
import java.util.stream.Stream;

/// RFC 7541: HPACK errors of a peer. Valid blocks are tested with the decoder.
class HpackTest extends ClientSuite {
    private static final RawFrame MESSAGE = RawFrame.lastData(1, Requests.message("hello"));

    @TestFactory
    Stream<DynamicTest> errors() {
        return Stream.of(
                broken("index 0", "80"),
                broken("index beyond both tables", "c6"),
                broken("index of a name beyond both tables", "7f 10 01 61"),
                broken("index that never ends", "ff ff ff ff ff ff ff ff ff ff ff 7f"),
                broken("index larger than an int", "ff ff ff ff ff 7f"),
                broken("index cut short", "ff"),
                broken("string cut short", "00 05 61 62"),
                broken("string without a length", "00"),
                broken("value missing", "00 01 61"),
                broken("length larger than the block", "00 7f ff ff ff 7f 61"),
                broken("table larger than allowed", "3f e2 1f"),
                broken("table size update after a field", "82 20"),
                broken("Huffman: a whole byte of padding", "00 01 61 84 49 50 9f ff"),
                broken("Huffman: padding with zeros", "00 81 18 01 61"),
                broken("Huffman: the end of string as a symbol", "00 84 ff ff ff ff 01 61"));
    }

    @TestFactory
    Stream<DynamicTest> tableSize() {
        return Stream.of(
                accepted("as large as allowed", "3f e1 1f"),
                accepted("none at all", "20"),
                accepted("twice: down and up again", "20 3f e1 1f"));
    }

    private static DynamicTest broken(String name, String block) {
        return breaks(COMPRESSION_ERROR, name, RawFrame.block(1, bytes(block)));
    }

    private static DynamicTest accepted(String name, String before) {
        var request = RawFrame.headers(1, Requests.unary());
        return answers("table " + name, request.around(bytes(before), new byte[0]), MESSAGE);
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }
}
