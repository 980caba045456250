package io.monopod.gateway.tracing;

import io.monopod.datapath.http2.header.HeaderList;
import io.monopod.gateway.telemetry.CallObservation;
import io.monopod.gateway.telemetry.CallObserver;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;

import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// Makes a span of each call and sends the spans to a collector, by OTLP over HTTP. A span's parent
/// is the span that the client names, and its sampling decision applies. Without a parent, the
/// gateway samples a share of the calls. The instance receives the context of the gateway's span.
///
/// Safe for use by many threads. Spans wait in a bounded queue and are dropped if the collector is
/// too slow: no call waits for it.
public final class Tracing implements CallObserver, AutoCloseable {
    private static final TextMapPropagator W3C = W3CTraceContextPropagator.getInstance();
    private static final Set<String> FIELDS = Set.copyOf(W3C.fields());
    private static final AttributeKey<String> SERVICE = AttributeKey.stringKey("service.name");

    /// The time for which spans are collected into a batch.
    private static final Duration DELAY = Duration.ofSeconds(1);

    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(5);

    private final SdkTracerProvider provider;
    private final Tracer tracer;

    /// @param collector the address that spans are posted to
    /// @param share of recorded calls among those without a parent span, 0 to 1
    public Tracing(URI collector, double share) {
        var exporter = OtlpHttpSpanExporter.builder().setEndpoint(collector.toString()).build();
        provider =
                SdkTracerProvider.builder()
                        .setResource(
                                Resource.getDefault()
                                        .merge(
                                                Resource.create(
                                                        Attributes.of(SERVICE, "monopod-gateway"))))
                        .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(share)))
                        .addSpanProcessor(
                                BatchSpanProcessor.builder(exporter)
                                        .setScheduleDelay(DELAY)
                                        .build())
                        .build();
        tracer = provider.get("io.monopod.gateway");
    }

    @Override
    public CallObservation begun(HeaderList head) {
        var parent = W3C.extract(Context.root(), head, new Fields());
        var method = RpcMethod.of(head.first(":path"));
        var span =
                tracer.spanBuilder(method.name())
                        .setParent(parent)
                        .setSpanKind(SpanKind.SERVER)
                        .setAllAttributes(method.attributes())
                        .startSpan();
        return new CallSpan(span, Fields.of(W3C, parent.with(span)));
    }

    @Override
    public Set<String> replaced() {
        return FIELDS;
    }

    /// Sends the remaining spans.
    @Override
    public void close() {
        provider.shutdown().join(SHUTDOWN_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    }
}
