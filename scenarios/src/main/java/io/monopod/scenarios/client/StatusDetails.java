package io.monopod.scenarios.client;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;

import io.grpc.Metadata;
import io.monopod.contract.Names;
import io.monopod.scenarios.event.ErrorDetail;
import io.monopod.scenarios.event.RetryHint;
import io.monopod.scenarios.event.StatusDetail;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// The details of a status: the `google.rpc.Status` in its trailers (https://google.aip.dev/193)
/// and gRPC's pushback (gRFC A6).
///
/// @param error the first `ErrorInfo`; null if there is none
record StatusDetails(@Nullable ErrorDetail error, RetryHint retry, List<StatusDetail> all) {
    private static final Metadata.Key<byte[]> DETAILS =
            Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);
    private static final Metadata.Key<String> PUSHBACK =
            Metadata.Key.of(Names.RETRY_PUSHBACK, Metadata.ASCII_STRING_MARSHALLER);

    static StatusDetails of(Metadata trailers) {
        @Nullable ErrorDetail error = null;
        @Nullable Duration delay = null;
        List<StatusDetail> all = new ArrayList<>();
        for (Any any : details(trailers)) {
            Message message = decoded(any);
            if (message instanceof ErrorInfo info && error == null) {
                error = new ErrorDetail(info.getReason(), info.getDomain(), info.getMetadataMap());
            } else if (message instanceof RetryInfo info) {
                var retry = info.getRetryDelay();
                delay = Duration.ofSeconds(retry.getSeconds(), retry.getNanos());
            }
            all.add(new StatusDetail(typeOf(any), text(any, message)));
        }
        return new StatusDetails(error, new RetryHint(pushback(trailers), delay), all);
    }

    private static List<Any> details(Metadata trailers) {
        byte[] bytes = trailers.get(DETAILS);
        if (bytes == null) {
            return List.of();
        }
        try {
            return com.google.rpc.Status.parseFrom(bytes).getDetailsList();
        } catch (InvalidProtocolBufferException e) {
            // The trailers still show it unparsed.
            return List.of();
        }
    }

    private static @Nullable Message decoded(Any any) {
        try {
            if (any.is(ErrorInfo.class)) {
                return any.unpack(ErrorInfo.class);
            }
            return any.is(RetryInfo.class) ? any.unpack(RetryInfo.class) : null;
        } catch (InvalidProtocolBufferException e) {
            return null;
        }
    }

    private static String typeOf(Any any) {
        return any.getTypeUrl().substring(any.getTypeUrl().lastIndexOf('/') + 1);
    }

    private static String text(Any any, @Nullable Message message) {
        return message == null
                ? Base64.getEncoder().encodeToString(any.getValue().toByteArray())
                : TextFormat.printer().emittingSingleLine(true).printToString(message).strip();
    }

    private static @Nullable Long pushback(Metadata trailers) {
        String text = trailers.get(PUSHBACK);
        if (text == null) {
            return null;
        }
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException e) {
            // gRFC A6: a malformed value means do not retry.
            return -1L;
        }
    }
}
