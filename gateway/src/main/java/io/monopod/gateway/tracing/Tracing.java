package io.monopod.gateway.tracing;

import io.monopod.gateway.http2.HeaderList;
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

/// Makes a span of each call and sends them to a collector, by OTLP over HTTP. A span is the child
/// of the one that the client names, and recorded if the client's is; the instance is told its
/// name. Where the client names none, the gateway chooses by a share.
///
/// Safe for use by many threads. Spans wait in a bounded queue, and those that the collector is too
/// slow for are dropped: no call waits for it.
public final class Tracing implements CallObserver, AutoCloseable {
    private static final TextMapPropagator W3C = W3CTraceContextPropagator.getInstance();
    private static final Set<String> FIELDS = Set.copyOf(W3C.fields());
    private static final AttributeKey<String> SERVICE = AttributeKey.stringKey("service.name");

    /// How long a span waits for others, to be sent with them.
    private static final Duration DELAY = Duration.ofSeconds(1);

    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private final SdkTracerProvider provider;
    private final Tracer tracer;

    /// @param collector where spans are posted to
    /// @param share of the calls whose client names no span that are recorded, 0 to 1
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

    /// Sends what is still there.
    @Override
    public void close() {
        provider.shutdown().join(FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
    }
}
