package io.monopod.benchmarks.micro;

import io.monopod.contract.Names;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;

/// Header blocks as clients send them.
final class Blocks {
    static final String SESSION = "session-1";

    private Blocks() {}

    /// A call's header block, with a value as long as a token.
    static Http2Headers request() {
        return request("x".repeat(400));
    }

    static Http2Headers request(String token) {
        var headers = new DefaultHttp2Headers();
        headers.method("POST").scheme("http").authority("127.0.0.1:10000");
        headers.path("/my_service.MyServiceAPI/MyServiceEcho");
        headers.add("content-type", "application/grpc").add("te", "trailers");
        headers.add(Names.AUTHORIZATION, token).add(Names.SESSION_ID, SESSION);
        return headers;
    }

    static byte[] encoded(DefaultHttp2HeadersEncoder encoder, Http2Headers headers) {
        var block = Unpooled.buffer();
        try {
            encoder.encodeHeaders(1, headers, block);
        } catch (Http2Exception e) {
            throw new IllegalStateException(e);
        }
        return ByteBufUtil.getBytes(block);
    }
}
