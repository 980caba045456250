package io.monopod.datapath.http2.header;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

import io.monopod.datapath.http2.frame.ConnectionError;
import io.monopod.datapath.http2.frame.ErrorCode;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// Any block decodes to a list of bounded size, is too large, or ends the connection. A repeated
/// block decodes as it would without the cache.
class HeaderDecoderFuzzTest {
    private static final int MAX_SIZE = 4096;

    /// @param blocks each preceded by a byte with its length
    @FuzzTest(maxDuration = "10m")
    void decodesOrRefuses(byte[] blocks) {
        var decoder = new HeaderDecoder<HeaderList>(MAX_SIZE, list -> list);
        var plain = new DefaultHttp2HeadersDecoder(false, MAX_SIZE);
        try {
            for (int at = 0; at < blocks.length; ) {
                int length = Math.min(blocks[at] & 0xff, blocks.length - at - 1);
                var list = decoder.decode(blocks, at + 1, length);
                if (list != null) {
                    check(list);
                }
                assertThat(text(list)).isEqualTo(plainText(plain, blocks, at + 1, length));
                at += 1 + length;
            }
        } catch (ConnectionError e) {
            assertThat(e.code()).isEqualTo(ErrorCode.COMPRESSION_ERROR);
        }
    }

    /// Sorted, because Netty's lists have an order of their own.
    private static List<String> text(@Nullable HeaderList list) {
        return list == null
                ? List.of("too large")
                : list.fields().stream()
                        .map(field -> field.name() + "=" + field.value())
                        .sorted()
                        .toList();
    }

    /// The result of a decoder without a cache.
    private static List<String> plainText(
            DefaultHttp2HeadersDecoder plain, byte[] blocks, int from, int length) {
        try {
            var headers = plain.decodeHeaders(1, Unpooled.wrappedBuffer(blocks, from, length));
            var text = new ArrayList<String>();
            headers.forEach(field -> text.add(field.getKey() + "=" + field.getValue()));
            text.sort(null);
            return text;
        } catch (Http2Exception.HeaderListSizeException e) {
            return List.of("too large");
        } catch (Http2Exception e) {
            throw new AssertionError("only one of two decoders takes it", e);
        }
    }

    private static void check(HeaderList list) throws ConnectionError {
        assertThat(list.bytes()).isLessThanOrEqualTo(MAX_SIZE);
        var block = HeaderEncoder.encode(list);
        var again =
                new HeaderDecoder<HeaderList>(MAX_SIZE, same -> same)
                        .decode(block.bytes(), 0, block.size());
        assertThat(again).isEqualTo(list);
        checkNormal(list, HeaderRules.request(list), HeaderRules::request);
        checkNormal(list, HeaderRules.response(list), HeaderRules::response);
        checkNormal(list, HeaderRules.trailers(list), HeaderRules::trailers);
    }

    /// A normalised list is its own normal form.
    private static void checkNormal(
            HeaderList from, @Nullable HeaderList list, UnaryOperator<@Nullable HeaderList> rule) {
        if (list != null) {
            assertThat(rule.apply(list)).as(from.fields().toString()).isEqualTo(list);
            assertThat(HeaderRules.contentLength(list)).isGreaterThanOrEqualTo(-1);
        }
    }
}
