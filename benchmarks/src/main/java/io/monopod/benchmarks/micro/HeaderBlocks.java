package io.monopod.benchmarks.micro;

import io.monopod.datapath.http2.frame.ConnectionError;
import io.monopod.datapath.http2.header.HeaderDecoder;
import io.monopod.datapath.http2.header.HeaderList;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;

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

/// Decodes a request's header block: one that repeats the previous call, and one with a new
/// deadline each time, which goes into the dynamic table.
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
            var first = Blocks.encoded(new DefaultHttp2HeadersEncoder(), Blocks.request());
            repeating.decode(first, 0, first.length);
            var second = new DefaultHttp2HeadersEncoder();
            Blocks.encoded(second, Blocks.request());
            repeated = Blocks.encoded(second, Blocks.request());
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
        return Blocks.encoded(encoder, Blocks.request().set("grpc-timeout", 99_000 + number + "u"));
    }
}
