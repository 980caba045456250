package io.monopod.benchmarks.micro;

import io.monopod.datapath.http2.ClientEndpoint;
import io.monopod.datapath.http2.ConnectionEvents;
import io.monopod.datapath.http2.Endpoint;
import io.monopod.datapath.http2.EndpointConfig;
import io.monopod.datapath.http2.ServerEndpoint;
import io.monopod.datapath.http2.Stream;
import io.monopod.datapath.http2.frame.ConnectionError;
import io.monopod.datapath.http2.frame.ErrorCode;
import io.monopod.datapath.http2.frame.FrameReader;
import io.monopod.datapath.http2.frame.HeaderBlock;
import io.monopod.datapath.http2.frame.Transport;
import io.monopod.datapath.http2.header.HeaderDecoder;
import io.monopod.datapath.http2.header.HeaderEncoder;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.Http2Headers;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/// A unary call of 100 bytes each way, frame by frame from one connection to the other and back:
/// all work of `http2` for it, without sockets, locks and decisions.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FrameSplice {
    private static final int HEADERS = 0x1;
    private static final int DATA = 0x0;
    private static final int SETTINGS = 0x4;
    private static final int WINDOW_UPDATE = 0x8;
    private static final int END_STREAM = 0x1;
    private static final int END_HEADERS = 0x4;
    private static final byte[] MESSAGE = new byte[105];
    private static final byte[] NOTHING = {};
    private static final EndpointConfig CONFIG =
            new EndpointConfig(
                    4096, 65_536, 1 << 18, 1 << 22, 1 << 18, Integer.MAX_VALUE, Integer.MAX_VALUE);

    private final ServerEndpoint<HeaderBlock> clients =
            new ServerEndpoint<>(CONFIG, new Unheard(), new Opening(), System.nanoTime());
    private final ClientEndpoint<HeaderBlock> instances =
            new ClientEndpoint<>(CONFIG, new Unheard(), System.nanoTime());
    private final FrameReader<HeaderBlock> fromClient = reader();
    private final FrameReader<HeaderBlock> fromInstance = reader();
    private final byte[] request;
    private final byte[] response;
    private int id = 1;

    public FrameSplice() {
        clients.start();
        instances.start();
        receive(clients, fromClient, frame(SETTINGS, 0, NOTHING));
        receive(instances, fromInstance, frame(SETTINGS, 0, NOTHING));
        // Each peer returns connection credit for the message that it received.
        var credit = frame(WINDOW_UPDATE, 0, new byte[] {0, 0, 0, (byte) MESSAGE.length});
        request = joined(credit, headers(Blocks.request(), 0), frame(DATA, END_STREAM, MESSAGE));
        var answer = new DefaultHttp2Headers().status("200");
        answer.add("content-type", "application/grpc");
        response =
                joined(
                        credit,
                        headers(answer, 0),
                        frame(DATA, 0, MESSAGE),
                        headers(new DefaultHttp2Headers().add("grpc-status", "0"), END_STREAM));
    }

    /// @return bytes sent to the client
    @Benchmark
    public int call() {
        number(request, id);
        number(response, id);
        id = id > Integer.MAX_VALUE - 4 ? 1 : id + 2;
        receive(clients, fromClient, request);
        written(instances);
        receive(instances, fromInstance, response);
        return written(clients);
    }

    /// Both ends of a call: each sends what the other receives.
    private static final class Half extends Stream<HeaderBlock> {
        private @Nullable Half other;

        Half(Endpoint<HeaderBlock> endpoint) {
            super(endpoint);
        }

        @Override
        protected void onHeaders(HeaderBlock head, boolean end) {
            Objects.requireNonNull(other).sendHeaders(head, HeaderBlock.EMPTY, end);
        }

        @Override
        protected void onData(byte[] bytes, int from, int length, boolean end) {
            Objects.requireNonNull(other).sendData(bytes, from, length, end);
        }

        @Override
        protected void onSent(int raw) {
            Objects.requireNonNull(other).consumed(raw);
        }

        @Override
        protected void onOverload() {
            throw new IllegalStateException("overload");
        }

        @Override
        protected void onReset(ErrorCode code) {
            throw new IllegalStateException("reset: " + code);
        }

        @Override
        protected void onViolation(ErrorCode code) {
            throw new IllegalStateException("violation: " + code);
        }
    }

    private final class Opening implements ServerEndpoint.Acceptor<HeaderBlock> {
        @Override
        public Stream<HeaderBlock> accept(HeaderBlock head) {
            var client = new Half(clients);
            var instance = new Half(instances);
            client.other = instance;
            instance.other = client;
            instances.open(instance);
            return client;
        }

        @Override
        public void discard(HeaderBlock head) {}
    }

    private static final class Unheard implements ConnectionEvents {
        @Override
        public void onOutput() {}

        @Override
        public void onSettings() {}

        @Override
        public void onStreamClosed() {}

        @Override
        public void onPong(long data) {}

        @Override
        public void onGoAway(int lastStreamId, ErrorCode code) {}
    }

    private record InMemory(ByteBuffer left) implements Transport {
        @Override
        public int read(byte[] bytes, int from) {
            int length = Math.min(left.remaining(), bytes.length - from);
            left.get(bytes, from, length);
            return length;
        }

        @Override
        public void write(byte[] bytes, int from, int length) {}

        @Override
        public void close() {}
    }

    private static FrameReader<HeaderBlock> reader() {
        var decoder = new HeaderDecoder<>(65_536, HeaderEncoder::encode);
        return new FrameReader<>(
                (id, bytes, from, length, end) ->
                        Objects.requireNonNull(decoder.decode(bytes, from, length)),
                65_536);
    }

    private static void receive(
            Endpoint<HeaderBlock> endpoint, FrameReader<HeaderBlock> frames, byte[] raw) {
        var transport = new InMemory(ByteBuffer.wrap(raw));
        try {
            while (frames.read(transport)) {
                frames.parse();
                endpoint.receive(frames, 0);
            }
        } catch (IOException | ConnectionError e) {
            throw new IllegalStateException(e);
        }
    }

    private static int written(Endpoint<HeaderBlock> endpoint) {
        var out = endpoint.out();
        var bytes = out.take();
        int size = out.takenSize();
        out.giveBack(bytes);
        return size;
    }

    private static byte[] headers(Http2Headers list, int flags) {
        // The dynamic table stays empty, so that the block can be sent repeatedly.
        var block = Blocks.encoded(new DefaultHttp2HeadersEncoder((name, value) -> true), list);
        return frame(HEADERS, END_HEADERS | flags, block);
    }

    private static byte[] frame(int type, int flags, byte[] payload) {
        return ByteBuffer.allocate(9 + payload.length)
                .putInt(payload.length << 8 | type)
                .put((byte) flags)
                .putInt(0)
                .put(payload)
                .array();
    }

    /// Sets the stream id of every frame in `frames`.
    private static void number(byte[] frames, int id) {
        var buffer = ByteBuffer.wrap(frames);
        for (int at = 0; at < frames.length; at += 9 + (buffer.getInt(at) >>> 8)) {
            if (frames[at + 3] != WINDOW_UPDATE) {
                buffer.putInt(at + 5, id);
            }
        }
    }

    private static byte[] joined(byte[]... parts) {
        var whole = ByteBuffer.allocate(Arrays.stream(parts).mapToInt(part -> part.length).sum());
        for (var part : parts) {
            whole.put(part);
        }
        return whole.array();
    }
}
