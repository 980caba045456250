package io.monopod.benchmarks.load;

import io.monopod.contract.Names;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2Headers;

/// Client connections below gRPC, for calls that a gRPC client would not make.
public final class Http2Client {
    private Http2Client() {}

    /// Connects to a port of this machine.
    ///
    /// @param calls makes the calls of the connection
    public static Channel connect(EventLoopGroup loops, int port, ChannelHandler calls)
            throws InterruptedException {
        return new Bootstrap()
                .group(loops)
                .channel(NioSocketChannel.class)
                .handler(
                        new ChannelInitializer<Channel>() {
                            @Override
                            protected void initChannel(Channel channel) {
                                channel.pipeline()
                                        .addLast(Http2FrameCodecBuilder.forClient().build(), calls);
                            }
                        })
                .connect("127.0.0.1", port)
                .sync()
                .channel();
    }

    /// The request headers of [Call#ECHO].
    public static Http2Headers echo(Credentials credentials) {
        return new DefaultHttp2Headers()
                .method("POST")
                .scheme("http")
                .path(Call.ECHO.path())
                .authority("127.0.0.1")
                .add("content-type", "application/grpc")
                .add("te", "trailers")
                .add(Names.AUTHORIZATION, credentials.token())
                .add(Names.SESSION_ID, credentials.session());
    }
}
