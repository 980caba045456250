package io.monopod.benchmarks.deadline;

import io.monopod.benchmarks.load.Credentials;
import io.monopod.benchmarks.load.Http2Client;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2ChannelDuplexHandler;
import io.netty.handler.codec.http2.Http2FrameStream;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.util.ReferenceCountUtil;

import java.time.Duration;
import java.util.Collection;
import java.util.IdentityHashMap;

/// Makes the calls that are written to it, and records how long each takes. Used by one event loop.
final class LateCalls extends Http2ChannelDuplexHandler {
    private static final String DEADLINE_EXCEEDED = "4";

    /// A call to make. (Not a record, because it has an array.)
    static final class Start {
        private final Credentials session;
        private final Duration timeout;
        private final byte[] body;

        Start(Credentials session, Duration timeout, byte[] body) {
            this.session = session;
            this.timeout = timeout;
            this.body = body;
        }
    }

    private final Collection<Long> answers;
    private final IdentityHashMap<Http2FrameStream, Long> started = new IdentityHashMap<>();

    /// @param answers receives the nanoseconds of each call
    LateCalls(Collection<Long> answers) {
        this.answers = answers;
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise)
            throws Exception {
        if (!(message instanceof Start call)) {
            super.write(ctx, message, promise);
            return;
        }
        var stream = newStream();
        started.put(stream, System.nanoTime());
        var headers =
                Http2Client.echo(call.session).add("grpc-timeout", call.timeout.toMillis() + "m");
        // A failed write closes the connection, so no answer arrives.
        var unused = ctx.write(new DefaultHttp2HeadersFrame(headers).stream(stream));
        unused =
                ctx.write(
                        new DefaultHttp2DataFrame(Unpooled.wrappedBuffer(call.body), true)
                                .stream(stream),
                        promise);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object frame) {
        if (frame instanceof Http2HeadersFrame headers && headers.isEndStream()) {
            var start = started.remove(headers.stream());
            var status = headers.headers().get("grpc-status");
            if (start == null || !DEADLINE_EXCEEDED.contentEquals(status)) {
                throw new IllegalStateException("a late call ended with status " + status);
            }
            answers.add(System.nanoTime() - start);
        }
        ReferenceCountUtil.release(frame);
    }
}
