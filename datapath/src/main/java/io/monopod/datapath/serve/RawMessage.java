package io.monopod.datapath.serve;

import io.grpc.MethodDescriptor.Marshaller;

import java.io.InputStream;

/// Messages as bytes. They are parsed after Helidon, where a malformed one can be refused.
final class RawMessage implements Marshaller<InputStream> {
    static final Marshaller<InputStream> MARSHALLER = new RawMessage();

    private RawMessage() {}

    @Override
    public InputStream stream(InputStream message) {
        return message;
    }

    @Override
    public InputStream parse(InputStream message) {
        return message;
    }
}
