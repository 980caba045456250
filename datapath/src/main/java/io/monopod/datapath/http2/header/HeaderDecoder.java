package io.monopod.datapath.http2.header;

import io.monopod.datapath.http2.frame.ConnectionError;
import io.monopod.datapath.http2.frame.ErrorCode;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Decodes the header blocks of one peer (RFC 7541). It must see every block in order, because each
/// may change the dynamic table.
///
/// @param <T> the result of reading a header list
public final class HeaderDecoder<T> {
    /// The largest list, in bytes, to remember. A block can decode to a list that is thousands of
    /// times larger, and an idle connection must not keep several of those.
    private static final int MAX_KEPT = 4096;

    private final Function<HeaderList, T> reading;
    private final RecentBlocks<T> recent = new RecentBlocks<>();
    private final Collector collector = new Collector();
    private final DefaultHttp2HeadersDecoder decoder;

    /// @param maxHeaderListSize bytes, counted as in RFC 9113, section 10.5.1
    /// @param reading reads a list. It does not run for a block that repeats an earlier one, so its
    ///   result must be immutable
    public HeaderDecoder(int maxHeaderListSize, Function<HeaderList, T> reading) {
        this.reading = reading;
        decoder =
                new DefaultHttp2HeadersDecoder(false, maxHeaderListSize) {
                    @Override
                    protected Http2Headers newHeaders() {
                        return collector;
                    }
                };
    }

    /// @return null if the list is larger than allowed; the next block can still be decoded
    /// @throws ConnectionError if the block is not HPACK
    public @Nullable T decode(byte[] bytes, int from, int length) throws ConnectionError {
        var known = recent.find(bytes, from, length);
        if (known != null) {
            return known;
        }
        var list = decodeNew(bytes, from, length);
        if (list == null) {
            recent.clear();
            return null;
        }
        var content = reading.apply(list);
        if (list.bytes() <= MAX_KEPT) {
            recent.add(bytes, from, length, content);
        } else {
            recent.clear();
        }
        return content;
    }

    private @Nullable HeaderList decodeNew(byte[] bytes, int from, int length)
            throws ConnectionError {
        collector.fields.clear();
        try {
            decoder.decodeHeaders(1, Unpooled.wrappedBuffer(bytes, from, length));
            return HeaderList.of(collector.fields);
        } catch (Http2Exception.HeaderListSizeException e) {
            return null;
        } catch (Http2Exception e) {
            throw new ConnectionError(ErrorCode.COMPRESSION_ERROR, "invalid header block");
        }
    }

    /// Netty's own header lists move pseudo-header fields to the front, which hides a malformed
    /// request. This one keeps the order of the block.
    private static final class Collector extends DefaultHttp2Headers {
        private final List<HeaderList.Field> fields = new ArrayList<>();

        Collector() {
            super(false, 2);
        }

        @Override
        public Http2Headers add(CharSequence name, CharSequence value) {
            fields.add(new HeaderList.Field(name.toString(), value.toString()));
            return this;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }
}
