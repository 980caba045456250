package io.monopod.datapath.proxy;

import io.monopod.datapath.http2.header.HeaderList;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;

/// gRPC requests as HTTP/2 header lists and messages.
public final class Requests {
    private Requests() {}

    public static HeaderList unary() {
        return to("Unary");
    }

    /// @param more name, value, name, value, ...
    public static HeaderList to(String method, String... more) {
        var fields = new ArrayList<HeaderList.Field>();
        fields.addAll(
                HeaderList.of(
                                ":method", "POST",
                                ":scheme", "http",
                                ":path", "/" + Bytes.SERVICE + "/" + method,
                                ":authority", "localhost",
                                "te", "trailers",
                                "content-type", "application/grpc")
                        .fields());
        fields.addAll(HeaderList.of(more).fields());
        return HeaderList.of(fields);
    }

    /// A message with its five-byte prefix.
    public static byte[] message(String text) {
        var byteCount = text.getBytes(StandardCharsets.US_ASCII);
        var message = new byte[5 + byteCount.length];
        message[3] = (byte) (byteCount.length >> 8);
        message[4] = (byte) byteCount.length;
        System.arraycopy(byteCount, 0, message, 5, byteCount.length);
        return message;
    }
}
