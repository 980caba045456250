package io.monopod.gateway.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.monopod.gateway.Backend;
import io.monopod.gateway.Eventually;
import io.monopod.gateway.Gateway;
import io.monopod.gateway.LocalGateway;
import io.monopod.proto.myservice.EchoRequest;
import io.monopod.proto.myservice.MyServiceAPIGrpc;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;

/// Calls through a whole gateway, and their spans at a collector.
@Timeout(60)
class TracingTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String PARENT = "b7ad6b7169203331";
    private static final Metadata.Key<String> TRACEPARENT =
            Metadata.Key.of("traceparent", Metadata.ASCII_STRING_MARSHALLER);
    private static final Metadata.Key<String> TRACESTATE =
            Metadata.Key.of("tracestate", Metadata.ASCII_STRING_MARSHALLER);

    private Collector collector;
    private Backend backend;
    private Gateway gateway;
    private ManagedChannel channel;

    @BeforeEach
    void start(@TempDir Path dir) throws IOException, InterruptedException {
        collector = new Collector();
        backend = new Backend();
        gateway = LocalGateway.start(dir, config());
        channel =
                NettyChannelBuilder.forAddress("localhost", gateway.dataPort())
                        .usePlaintext()
                        .build();
    }

    @AfterEach
    void stop() {
        channel.shutdownNow();
        gateway.close();
        backend.close();
        collector.close();
    }

    @Test
    void callSpanLinksClientSpanAndInstanceSpan() throws Exception {
        echo("00-" + TRACE + "-" + PARENT + "-01");

        var span = onlySpan();
        assertThat(span.getName()).isEqualTo("my_service.MyServiceAPI/MyServiceEcho");
        assertThat(span.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_SERVER);
        assertThat(hex(span.getTraceId())).isEqualTo(TRACE);
        assertThat(hex(span.getParentSpanId())).isEqualTo(PARENT);
        assertThat(span.getAttributesList())
                .contains(
                        text("rpc.system", "grpc"),
                        text("rpc.service", "my_service.MyServiceAPI"),
                        text("rpc.method", "MyServiceEcho"),
                        number("rpc.grpc.status_code", 0));
        assertThat(span.getEvents(0).getAttributesList())
                .contains(text("monopod.instance", "echo"));
        assertThat(span.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_UNSET);
        assertThat(span.getEndTimeUnixNano()).isGreaterThan(span.getStartTimeUnixNano());
        assertThat(collector.received().getFirst().getResource().getAttributesList())
                .contains(text("service.name", "monopod-gateway"));

        var head = backend.heads.take();
        assertThat(head.getAll(TRACEPARENT))
                .containsExactly("00-" + TRACE + "-" + hex(span.getSpanId()) + "-01");
        assertThat(head.getAll(TRACESTATE)).containsExactly("vendor=1");
    }

    @Test
    void unsampledCallIsNotRecorded() throws Exception {
        echo("00-" + TRACE + "-" + PARENT + "-00");

        gateway.close();

        assertThat(collector.spans()).isEmpty();
        assertThat(backend.heads.take().getAll(TRACEPARENT))
                .singleElement()
                .asString()
                .startsWith("00-" + TRACE)
                .endsWith("-00");
    }

    @Test
    void callWithoutParentStartsATrace() throws Exception {
        var _ = stub().myServiceEcho(EchoRequest.getDefaultInstance());

        var span = onlySpan();
        assertThat(span.getParentSpanId().isEmpty()).isTrue();
        // 01 recorded, 02 with a random id
        assertThat(backend.heads.take().get(TRACEPARENT))
                .isEqualTo("00-" + hex(span.getTraceId()) + "-" + hex(span.getSpanId()) + "-03");
    }

    @Test
    void spanOfARefusedCallHasTheReason() throws Exception {
        assertThatThrownBy(
                        () -> stub().myServiceSubscribe(EchoRequest.getDefaultInstance()).hasNext())
                .isInstanceOf(StatusRuntimeException.class);

        assertThat(onlySpan().getAttributesList())
                .contains(number("rpc.grpc.status_code", 16), text("error.type", "INVALID_TOKEN"));
    }

    private void echo(String traceparent) {
        var metadata = new Metadata();
        metadata.put(TRACEPARENT, traceparent);
        metadata.put(TRACESTATE, "vendor=1");
        var _ =
                stub().withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata))
                        .myServiceEcho(EchoRequest.getDefaultInstance());
    }

    private MyServiceAPIGrpc.MyServiceAPIBlockingStub stub() {
        return MyServiceAPIGrpc.newBlockingStub(channel);
    }

    private Span onlySpan() throws InterruptedException {
        Eventually.holds(() -> !collector.spans().isEmpty());
        assertThat(collector.spans()).hasSize(1);
        return collector.spans().getFirst();
    }

    private static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }

    private static KeyValue text(String key, String value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setStringValue(value))
                .build();
    }

    private static KeyValue number(String key, long value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setIntValue(value))
                .build();
    }

    private String config() {
        return """
                        tracing: {otlp-endpoint: "%s"}
                        clusters:
                          echo: {type: static, addresses: ["localhost:%d"]}
                        routes:
                          - {prefix: /my_service.MyServiceAPI/, cluster: echo, auth: none, affinity: none}
                          - {prefix: /my_service.MyServiceAPI/MyServiceSubscribe, cluster: echo, affinity: none}
                        """
                .formatted(collector.address(), backend.port());
    }
}
