package io.monopod.myservice;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;

import io.grpc.Metadata;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;

import java.util.Optional;
import java.util.function.Supplier;

/// The status of a call, with the details of a refusal.
///
/// @param reason of the `ErrorInfo`; empty if there is none
/// @param pushback the trailer `grpc-retry-pushback-ms`
public record Answer(Code code, String message, String reason, Optional<String> pushback) {
    private static final Metadata.Key<String> PUSHBACK =
            Metadata.Key.of("grpc-retry-pushback-ms", Metadata.ASCII_STRING_MARSHALLER);

    public static Answer ok() {
        return new Answer(Code.OK, "", "", Optional.empty());
    }

    public static Answer refused(
            Code code, String message, String reason, Optional<String> pushback) {
        return new Answer(code, message, reason, pushback);
    }

    public static Answer of(Supplier<?> call) {
        try {
            var _ = call.get();
            return ok();
        } catch (StatusRuntimeException e) {
            return of(e);
        }
    }

    public static Answer of(StatusRuntimeException e) {
        var status = e.getStatus();
        var message = status.getDescription();
        return new Answer(
                status.getCode(),
                message == null ? "" : message,
                reason(e),
                Optional.ofNullable(e.getTrailers()).map(trailers -> trailers.get(PUSHBACK)));
    }

    private static String reason(StatusRuntimeException e) {
        var details = StatusProto.fromThrowable(e);
        if (details == null || details.getDetailsCount() == 0) {
            return "";
        }
        try {
            var info = details.getDetails(0).unpack(ErrorInfo.class);
            return info.getDomain().equals("monopod") ? info.getReason() : "";
        } catch (InvalidProtocolBufferException notThat) {
            throw new AssertionError(notThat);
        }
    }
}
