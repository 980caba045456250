package io.monopod.datapath.serve;

import io.grpc.DecompressorRegistry;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusException;

/// The faults of a call and the statuses for them, as in gRPC's table of status codes.
final class Faults {
    static final Status UNKNOWN_METHOD = Status.UNIMPLEMENTED.withDescription("unknown method");
    static final Status MALFORMED_MESSAGE = Status.INTERNAL.withDescription("malformed message");
    static final Status CUT_OFF =
            Status.INTERNAL.withDescription("the request ended within a message");
    static final Status INTERNAL = Status.INTERNAL.withDescription("internal error");

    private static final Metadata.Key<String> ACCEPTED =
            Metadata.Key.of("grpc-accept-encoding", Metadata.ASCII_STRING_MARSHALLER);

    private Faults() {}

    static Status tooLong(int limit) {
        return Status.RESOURCE_EXHAUSTED.withDescription(
                "a message may have at most " + limit + " bytes");
    }

    static StatusException malformedFlag() {
        return internal("the compressed flag of a message must be 0 or 1");
    }

    static StatusException noEncoding() {
        return internal("a message is compressed, but grpc-encoding does not say how");
    }

    static StatusException unknownEncoding() {
        var trailers = new Metadata();
        var known = DecompressorRegistry.getDefaultInstance().getAdvertisedMessageEncodings();
        trailers.put(ACCEPTED, String.join(",", known));
        return Status.UNIMPLEMENTED.withDescription("unknown grpc-encoding").asException(trailers);
    }

    private static StatusException internal(String description) {
        return Status.INTERNAL.withDescription(description).asException();
    }
}
