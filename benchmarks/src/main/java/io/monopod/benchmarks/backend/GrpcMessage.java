package io.monopod.benchmarks.backend;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;

import java.nio.ByteBuffer;

/// A message in DATA frames: a flag (0: not compressed), the length in four bytes, the message
/// (gRPC over HTTP/2, "Length-Prefixed-Message").
public final class GrpcMessage {
    public static final int PREFIX = 5;

    private GrpcMessage() {}

    public static byte[] framed(MessageLite message) {
        var bytes = message.toByteArray();
        return ByteBuffer.allocate(PREFIX + bytes.length)
                .put((byte) 0)
                .putInt(bytes.length)
                .put(bytes)
                .array();
    }

    /// The first message of `body`.
    static <M> M parse(Parser<M> parser, byte[] body) throws InvalidProtocolBufferException {
        return parser.parseFrom(ByteString.copyFrom(body, PREFIX, body.length - PREFIX));
    }
}
