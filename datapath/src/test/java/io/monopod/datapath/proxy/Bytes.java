package io.monopod.datapath.proxy;

import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.MethodDescriptor.MethodType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/// A gRPC service whose messages are plain bytes.
public final class Bytes {
    public static final String SERVICE = "test.Bytes";

    static final MethodDescriptor<byte[], byte[]> UNARY = method("Unary", MethodType.UNARY);
    static final MethodDescriptor<byte[], byte[]> COLLECT =
            method("Collect", MethodType.CLIENT_STREAMING);
    static final MethodDescriptor<byte[], byte[]> REPEAT =
            method("Repeat", MethodType.SERVER_STREAMING);
    static final MethodDescriptor<byte[], byte[]> CHAT = method("Chat", MethodType.BIDI_STREAMING);

    /// Its messages are never read.
    static final MethodDescriptor<byte[], byte[]> STUCK =
            method("Stuck", MethodType.BIDI_STREAMING);

    private Bytes() {}

    private static MethodDescriptor<byte[], byte[]> method(String name, MethodType type) {
        return MethodDescriptor.<byte[], byte[]>newBuilder()
                .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, name))
                .setType(type)
                .setRequestMarshaller(new AsIs())
                .setResponseMarshaller(new AsIs())
                .build();
    }

    private static final class AsIs implements Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
