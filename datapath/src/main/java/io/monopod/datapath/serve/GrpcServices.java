package io.monopod.datapath.serve;

import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.helidon.config.Config;
import io.helidon.http.HttpPrologue;
import io.helidon.http.Method;
import io.helidon.webserver.Router;
import io.helidon.webserver.grpc.GrpcConfig;
import io.helidon.webserver.grpc.GrpcProtocolSelector;
import io.helidon.webserver.grpc.GrpcRouting;
import io.monopod.datapath.call.CallServer;
import io.monopod.datapath.call.ServedCall;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/// gRPC services that Helidon hosts, for a [io.monopod.datapath.downstream.DataPath]. Safe for use
/// by many threads.
///
/// A service may answer on any thread, and block on the call's own. Its [io.grpc.Context] is
/// cancelled when the call is.
public final class GrpcServices implements CallServer {
    /// A method that can be called.
    ///
    /// @param path in Helidon's form
    record Hosted(MethodDescriptor<?, ?> method, HttpPrologue path) {}

    private final String name;
    private final int maxMessageSize;
    private final Map<String, Hosted> methods = new HashMap<>();
    private final GrpcProtocolSelector selector;
    private final Router router;
    private final UnaryOperator<Metadata> unknownMethod;
    private final FailureLog failures;

    /// @param name for logs
    /// @param maxMessageSize bytes of a request's message
    public GrpcServices(String name, int maxMessageSize, List<ServerServiceDefinition> services) {
        this(name, maxMessageSize, services, _ -> new Metadata());
    }

    /// @param unknownMethod called with the metadata of each call to an unknown method; returns
    ///   further trailers for the refusal
    public GrpcServices(
            String name,
            int maxMessageSize,
            List<ServerServiceDefinition> services,
            UnaryOperator<Metadata> unknownMethod) {
        this(name, maxMessageSize, services, unknownMethod, System::nanoTime);
    }

    /// @param nanos a clock like [System#nanoTime()], for the log
    GrpcServices(
            String name,
            int maxMessageSize,
            List<ServerServiceDefinition> services,
            UnaryOperator<Metadata> unknownMethod,
            LongSupplier nanos) {
        this.failures = new FailureLog(nanos);
        this.unknownMethod = unknownMethod;
        this.name = name;
        this.maxMessageSize = maxMessageSize;
        var routing = GrpcRouting.builder().config(Config.empty());
        for (var service : services) {
            service.getMethods().forEach(method -> add(method.getMethodDescriptor()));
            routing.service(
                    ServerInterceptors.intercept(
                            ServerInterceptors.useMarshalledMessages(
                                    service, RawMessage.MARSHALLER),
                            Boundary.INSTANCE));
        }
        router = Router.builder().addRouting(routing).build();
        selector =
                GrpcProtocolSelector.create(
                        GrpcConfig.builder()
                                .enableMetrics(false)
                                .enableCompression(false) // messages are already decompressed
                                .maxReadBufferSize(maxMessageSize)
                                .build());
    }

    private void add(MethodDescriptor<?, ?> method) {
        var path = "/" + method.getFullMethodName();
        methods.put(
                path,
                new Hosted(
                        method,
                        HttpPrologue.create("HTTP/2.0", "HTTP", "2.0", Method.POST, path, false)));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int maxMessageSize() {
        return maxMessageSize;
    }

    @Override
    public void serve(ServedCall call) {
        var path = call.head().first(":path");
        var hosted = path == null ? null : methods.get(path);
        if (hosted == null) {
            var trailers = unknownMethod.apply(MetadataFields.of(call.head()));
            new AnswerWriter(call, true).finish(Faults.UNKNOWN_METHOD, trailers);
        } else {
            HostedCall.serve(call, hosted, maxMessageSize, failures, selector, router);
        }
    }
}
