package io.monopod.scenarios.fake;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;

import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.ProtoUtils;
import io.monopod.contract.Names;

import java.util.Map;

/// Refusals with details as in the contract.
final class Errors {
    private static final Metadata.Key<String> PUSHBACK =
            Metadata.Key.of(Names.RETRY_PUSHBACK, Metadata.ASCII_STRING_MARSHALLER);
    private static final Metadata.Key<com.google.rpc.Status> DETAILS =
            Metadata.Key.of(
                    "grpc-status-details-bin",
                    ProtoUtils.metadataMarshaller(com.google.rpc.Status.getDefaultInstance()));

    private Errors() {}

    static StatusRuntimeException plain(Status status, String message) {
        return status.withDescription(message).asRuntimeException();
    }

    static StatusRuntimeException outOfTime(int position, int waiting) {
        return detailed(
                Status.RESOURCE_EXHAUSTED,
                "all instances are busy",
                "QUEUE_TIMEOUT",
                300,
                Map.of(
                        "position",
                        Integer.toString(position),
                        "waiting",
                        Integer.toString(waiting)));
    }

    static StatusRuntimeException detailed(
            Status status, String message, String reason, long pushback) {
        return detailed(status, message, reason, pushback, Map.of());
    }

    static StatusRuntimeException detailed(
            Status status,
            String message,
            String reason,
            long pushback,
            Map<String, String> metadata) {
        var details =
                com.google.rpc.Status.newBuilder()
                        .setCode(status.getCode().value())
                        .setMessage(message)
                        .addDetails(
                                Any.pack(
                                        ErrorInfo.newBuilder()
                                                .setReason(reason)
                                                .setDomain(Names.ERROR_DOMAIN)
                                                .putAllMetadata(metadata)
                                                .build()));
        if (pushback >= 0) {
            details.addDetails(
                    Any.pack(
                            RetryInfo.newBuilder()
                                    .setRetryDelay(
                                            Duration.newBuilder()
                                                    .setSeconds(pushback / 1000)
                                                    .setNanos((int) (pushback % 1000) * 1_000_000))
                                    .build()));
        }
        Metadata trailers = new Metadata();
        trailers.put(PUSHBACK, Long.toString(pushback));
        trailers.put(DETAILS, details.build());
        return status.withDescription(message).asRuntimeException(trailers);
    }
}
