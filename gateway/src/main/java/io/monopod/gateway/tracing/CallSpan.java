package io.monopod.gateway.tracing;

import io.monopod.datapath.call.Upstream;
import io.monopod.datapath.http2.header.HeaderList;
import io.monopod.gateway.telemetry.CallObservation;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;

/// The span of one call. Each forwarding to an instance is an event of the span.
///
/// @param added header fields that carry the span's context to the instance
record CallSpan(Span span, HeaderList added) implements CallObservation {
    private static final AttributeKey<Long> CODE = AttributeKey.longKey("rpc.grpc.status_code");
    private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");
    private static final AttributeKey<String> INSTANCE = AttributeKey.stringKey("monopod.instance");
    private static final int UNKNOWN = 2;

    @Override
    public void forwarded(Upstream target) {
        span.addEvent("forwarded", Attributes.of(INSTANCE, target.name()));
    }

    @Override
    public void answered(int status) {
        ended(status < 0 ? UNKNOWN : status, "");
    }

    @Override
    public void ended(int code, String reason) {
        span.setAttribute(CODE, code);
        if (!reason.isEmpty()) {
            span.setAttribute(ERROR, reason);
        }
        if (isServersFault(code)) {
            span.setStatus(StatusCode.ERROR);
        }
        span.end();
    }

    /// Server errors by OpenTelemetry's semantic conventions for gRPC.
    private static boolean isServersFault(int code) {
        return switch (code) {
            // UNKNOWN, DEADLINE_EXCEEDED, UNIMPLEMENTED, INTERNAL, UNAVAILABLE, DATA_LOSS
            case UNKNOWN, 4, 12, 13, 14, 15 -> true;
            default -> false;
        };
    }
}
