package io.monopod.benchmarks.micro;

import io.monopod.contract.Names;
import io.monopod.gateway.http2.ConnectionError;
import io.monopod.gateway.http2.HeaderDecoder;
import io.monopod.gateway.http2.HeaderList;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/// A request's header block to its list: one that repeats the call before, and one whose deadline
/// differs each time, which goes into the dynamic table.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HeaderBlocks {
    private static final int DEADLINES = 64;

    private final DefaultHttp2HeadersEncoder encoder = new DefaultHttp2HeadersEncoder();
    private final HeaderDecoder<HeaderList> repeating = new HeaderDecoder<>(65_536, list -> list);
    private final HeaderDecoder<HeaderList> changing = new HeaderDecoder<>(65_536, list -> list);
    private final List<byte[]> deadlines;
    private final byte[] repeated;
    private int next;

    public HeaderBlocks() {
        try {
            deadlines = IntStream.range(0, DEADLINES).mapToObj(this::withDeadline).toList();
            var first = encoded(new DefaultHttp2HeadersEncoder(), headers());
            repeating.decode(first, 0, first.length);
            var second = new DefaultHttp2HeadersEncoder();
            encoded(second, headers());
            repeated = encoded(second, headers());
        } catch (ConnectionError e) {
            throw new IllegalStateException(e);
        }
    }

    @Benchmark
    public @Nullable HeaderList repeated() throws ConnectionError {
        return repeating.decode(repeated, 0, repeated.length);
    }

    @Benchmark
    public @Nullable HeaderList anotherDeadline() throws ConnectionError {
        var block = deadlines.get(next++ % DEADLINES);
        return changing.decode(block, 0, block.length);
    }

    private byte[] withDeadline(int number) {
        return encoded(encoder, headers().set("grpc-timeout", 99_000 + number + "u"));
    }

    private static DefaultHttp2Headers headers() {
        var headers = new DefaultHttp2Headers();
        headers.method("POST").scheme("http").authority("127.0.0.1:10000");
        headers.path("/my_service.MyServiceAPI/MyServiceEcho");
        headers.add("content-type", "application/grpc").add("te", "trailers");
        headers.add(Names.AUTHORIZATION, "x".repeat(400)).add(Names.SESSION_ID, "session-1");
        return headers;
    }

    private static byte[] encoded(DefaultHttp2HeadersEncoder encoder, Http2Headers headers) {
        var block = Unpooled.buffer();
        try {
            encoder.encodeHeaders(1, headers, block);
        } catch (Http2Exception e) {
            throw new IllegalStateException(e);
        }
        return ByteBufUtil.getBytes(block);
    }
}
