package io.monopod.benchmarks.idle;

import io.monopod.benchmarks.backend.GrpcMessage;
import io.monopod.benchmarks.load.Call;
import io.monopod.benchmarks.load.Credentials;
import io.monopod.benchmarks.load.Http2Client;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2ChannelDuplexHandler;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.util.ReferenceCountUtil;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Makes one call as soon as it is connected, then stays idle.
final class OneCall extends Http2ChannelDuplexHandler {
    private final Credentials credentials;
    private final CompletableFuture<String> status = new CompletableFuture<>();
    private volatile long began;
    private volatile long ended;

    OneCall(Credentials credentials) {
        this.credentials = credentials;
    }

    /// Waits until the call is answered.
    ///
    /// @return its `grpc-status`
    String await(Duration timeout) throws InterruptedException {
        try {
            return status.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return "none: " + e;
        }
    }

    /// From its first byte to the last of its answer, in nanoseconds.
    long took() {
        return ended - began;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) throws Exception {
        var stream = newStream();
        var body = Unpooled.wrappedBuffer(GrpcMessage.framed(Call.request()));
        // A failed write closes the connection, which ends the call.
        var unused =
                ctx.write(
                        new DefaultHttp2HeadersFrame(Http2Client.echo(credentials)).stream(stream));
        began = System.nanoTime();
        unused = ctx.writeAndFlush(new DefaultHttp2DataFrame(body, true).stream(stream));
        super.channelActive(ctx);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object frame) {
        if (frame instanceof Http2HeadersFrame headers && headers.isEndStream()) {
            ended = System.nanoTime();
            var code = headers.headers().get("grpc-status");
            status.complete(code == null ? "none" : code.toString());
        }
        ReferenceCountUtil.release(frame);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
        status.complete("connection closed");
        super.channelInactive(ctx);
    }
}
