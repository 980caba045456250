package io.monopod.gateway.proxy;

import io.monopod.gateway.http2.HeaderList;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;

/// gRPC as it looks in HTTP/2.
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

    /// A message with its prefix of five octets.
    public static byte[] message(String text) {
        var octets = text.getBytes(StandardCharsets.US_ASCII);
        var message = new byte[5 + octets.length];
        message[3] = (byte) (octets.length >> 8);
        message[4] = (byte) octets.length;
        System.arraycopy(octets, 0, message, 5, octets.length);
        return message;
    }
}
