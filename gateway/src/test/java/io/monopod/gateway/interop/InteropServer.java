package io.monopod.gateway.interop;

import io.grpc.BindableService;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.ServerInterceptors;
import io.grpc.services.MetricRecorder;
import io.grpc.testing.integration.TestServiceImpl;
import io.grpc.xds.orca.OrcaMetricReportingServerInterceptor;
import io.grpc.xds.orca.OrcaServiceImpl;

import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// The official test server. grpc-java's lacks the refusal of messages that should be compressed,
/// which other languages have; [CompressionProbe] adds it.
final class InteropServer implements AutoCloseable {
    private static final int MAX_MESSAGE = 16 * 1024 * 1024;

    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
    private final Server server;

    private InteropServer() throws IOException {
        var builder = Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create());
        server = serve(builder, executor).build().start();
    }

    static InteropServer start() throws IOException {
        return new InteropServer();
    }

    /// Adds the services that the official cases call.
    static ServerBuilder<?> serve(ServerBuilder<?> builder, ScheduledExecutorService executor) {
        var metrics = MetricRecorder.newInstance();
        var service = new TestServiceImpl(executor, metrics);
        return builder.maxInboundMessageSize(MAX_MESSAGE)
                .addStreamTracerFactory(CompressionProbe.TRACERS)
                .intercept(OrcaMetricReportingServerInterceptor.create(metrics))
                .addService(
                        ServerInterceptors.intercept(
                                ServerInterceptors.intercept(service, new CompressionProbe()),
                                TestServiceImpl.interceptors()))
                .addService(orca(executor, metrics))
                .addService(new AnySession());
    }

    int port() {
        return server.getPort();
    }

    @Override
    public void close() {
        server.shutdownNow();
        executor.shutdownNow();
    }

    private static BindableService orca(ScheduledExecutorService executor, MetricRecorder metrics) {
        return OrcaServiceImpl.createService(executor, metrics, 1, TimeUnit.SECONDS);
    }
}
