package io.monopod.gateway.http2;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/// Whatever blocks a peer sends on a connection, each is a list of bounded size, or too large, or
/// the end of the connection.
class HeaderDecoderFuzzTest {
    private static final int MAX_SIZE = 4096;

    /// @param blocks each after an octet with its length
    @FuzzTest(maxDuration = "10m")
    void decodesOrRefuses(byte[] blocks) {
        var decoder = new HeaderDecoder<HeaderList>(MAX_SIZE, same -> same);
        try {
            for (int at = 0; at < blocks.length; ) {
                int length = Math.min(blocks[at] & 0xff, blocks.length - at - 1);
                var list = decoder.decode(blocks, at + 1, length);
                if (list != null) {
                    check(list);
                }
                at += 1 + length;
            }
        } catch (ConnectionError e) {
            assertThat(e.code()).isEqualTo(ErrorCode.COMPRESSION_ERROR);
        }
    }

    private static void check(HeaderList list) throws ConnectionError {
        assertThat(list.octets()).isLessThanOrEqualTo(MAX_SIZE);
        var block = HeaderEncoder.encode(list);
        var again =
                new HeaderDecoder<HeaderList>(MAX_SIZE, same -> same)
                        .decode(block.bytes(), 0, block.size());
        assertThat(again).isEqualTo(list);
        if (HeaderRules.isValidRequest(list) || HeaderRules.isValidResponse(list)) {
            assertThat(HeaderRules.contentLength(list)).isGreaterThanOrEqualTo(-1);
            assertThat(list.fields().getFirst().name()).startsWith(":");
        }
        HeaderRules.isValidTrailers(list);
    }
}
