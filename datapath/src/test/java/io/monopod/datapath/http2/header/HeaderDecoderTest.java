package io.monopod.datapath.http2.header;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.datapath.http2.frame.ConnectionError;
import io.monopod.datapath.http2.header.HeaderList.Field;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.Http2Exception;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class HeaderDecoderTest {
    private static final HeaderList HEAD =
            HeaderList.of(":path", "/a/b", "session-id", "s", "content-type", "application/grpc");

    /// The lists that the decoder read, rather than found in its cache.
    private final List<HeaderList> read = new ArrayList<>();

    private final HeaderDecoder<HeaderList> decoder =
            new HeaderDecoder<>(
                    4096,
                    list -> {
                        read.add(list);
                        return list;
                    });

    /// Fields named `secret` are not added to the dynamic table, all others are.
    private final DefaultHttp2HeadersEncoder encoder =
            new DefaultHttp2HeadersEncoder((name, value) -> name.toString().equals("secret"));

    @Property(tries = 500)
    void repeatedBlocksDecodeAsSent(@ForAll("lists") List<HeaderList> sent) throws Exception {
        for (var list : sent) {
            assertThat(decode(encoded(list))).isEqualTo(list);
        }
    }

    /// Few names and values, so that blocks repeat; large values, so that the table overflows.
    @Provide
    Arbitrary<List<HeaderList>> lists() {
        var names = Arbitraries.of("c", "a", "b", "secret", "grpc-status");
        var values = Arbitraries.of("", "0", "v".repeat(200), "w".repeat(1500));
        var field = Combinators.combine(names, values).as(Field::new);
        return field.list().ofMinSize(1).ofMaxSize(2).map(HeaderList::of).list().ofMaxSize(40);
    }

    @Test
    void repeatedBlockIsNotReadAgain() throws Exception {
        decode(encoded(HEAD)); // fills the table
        decode(encoded(HEAD));
        decode(encoded(HEAD));

        assertThat(read).containsExactly(HEAD, HEAD);
    }

    @Test
    void repeatedBlockIsReadAgainAfterATableChange() throws Exception {
        decode(encoded(HEAD));
        var known = encoded(HEAD);
        decode(known);
        var other = HeaderList.of("other", "one");
        decode(encoded(other));

        var moved = decode(known);

        assertThat(moved).isNotEqualTo(HEAD).isEqualTo(read.getLast());
    }

    @Test
    void repeatedBlockIsReadAgainAfterATooLargeOne() throws Exception {
        decode(encoded(HEAD));
        var known = encoded(HEAD);
        decode(known);
        var large = HeaderList.of("fits", "into the table", "secret", "x".repeat(5000));
        assertThat(decode(encoded(large))).isNull();

        assertThat(decode(known)).isNotEqualTo(HEAD);
    }

    private @Nullable HeaderList decode(byte[] block) throws ConnectionError {
        return decoder.decode(block, 0, block.length);
    }

    private byte[] encoded(HeaderList list) throws Http2Exception {
        var headers = new DefaultHttp2Headers(false);
        list.fields().forEach(field -> headers.add(field.name(), field.value()));
        var block = Unpooled.buffer();
        encoder.encodeHeaders(1, headers, block);
        return ByteBufUtil.getBytes(block);
    }
}
