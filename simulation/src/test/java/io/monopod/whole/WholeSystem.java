package io.monopod.whole;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.monopod.config.HostPort;
import io.monopod.config.Reading;
import io.monopod.config.Secret;
import io.monopod.contract.ClusterName;
import io.monopod.gateway.Gateway;
import io.monopod.gateway.config.GatewayConfig;
import io.monopod.instance.Instance;
import io.monopod.instance.InstanceConfig;
import io.monopod.instance.slot.AfterSession;
import io.monopod.myservice.echo.EchoService;
import io.monopod.proto.myservice.EchoRequest;
import io.monopod.proto.myservice.MyServiceAPIGrpc;
import io.monopod.proto.myservice.MyServiceAPIGrpc.MyServiceAPIBlockingStub;
import io.monopod.proto.myservice.ShutdownRequest;
import io.monopod.tls.ClientTls;
import io.monopod.tls.ServerTls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// A gateway, an instance, and a client of each.
final class WholeSystem implements AutoCloseable {
    static final String JOIN_SECRET = "a join secret for the tests";

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final Path adminToken;
    private final Gateway gateway;
    private final Instance instance;
    private final ManagedChannel toGateway;
    private final ManagedChannel toInstance;

    private WholeSystem(Path directory, GatewayConfig config) throws InterruptedException {
        adminToken = adminToken(directory);
        gateway = Gateway.start(config, InstantSource.system());
        instance =
                Instance.start(
                        instanceConfig(List.of(new HostPort("localhost", gateway.controlPort()))),
                        EchoService.create(Duration.ofMillis(20)));
        if (!instance.awaitRegistered()) {
            throw new AssertionError("the instance is not registered");
        }
        toGateway = channel(new HostPort("localhost", gateway.dataPort()));
        toInstance = channel(instance.address());
    }

    /// Returns when the instance is registered.
    ///
    /// @param directory for the gateway's files
    /// @param config of the gateway, as YAML
    static WholeSystem start(Path directory, String config)
            throws IOException, InterruptedException {
        return new WholeSystem(directory, config(directory, config));
    }

    /// The configuration of a gateway on free ports.
    ///
    /// @param directory for its files
    /// @param config what differs from the defaults, as YAML
    static GatewayConfig config(Path directory, String config) throws IOException {
        var file = Files.writeString(directory.resolve("gateway.yaml"), config);
        var arguments =
                List.of(
                        "--config=" + file,
                        "--data-port=0",
                        "--control-port=0",
                        "--admin-port=0",
                        "--start-grace=0s",
                        "--admin-token-file=" + adminToken(directory));
        var environment = Map.of("MONOPOD_JOIN_SECRET", JOIN_SECRET);
        var reading = GatewayConfig.reader().read(arguments, environment);
        if (!(reading instanceof Reading.Ready<GatewayConfig>(var ready, _))) {
            throw new AssertionError(reading);
        }
        return ready;
    }

    private static Path adminToken(Path directory) {
        return directory.resolve("admin-token");
    }

    static InstanceConfig instanceConfig(List<HostPort> gateways) {
        return new InstanceConfig(
                "pod",
                "localhost",
                0,
                Optional.empty(),
                gateways,
                new ClusterName("myservice"),
                new Secret(JOIN_SECRET),
                AfterSession.REUSE,
                Duration.ZERO,
                4 << 20,
                ServerTls.OFF,
                ClientTls.OFF);
    }

    static ManagedChannel channel(HostPort address) {
        return NettyChannelBuilder.forAddress(address.host(), address.port())
                .usePlaintext()
                .build();
    }

    String pod() {
        return instance.id().value();
    }

    /// A stub for calls of the session through the gateway.
    MyServiceAPIBlockingStub gateway(String token, String session) {
        return stub(toGateway, token, session);
    }

    /// A stub for direct calls of the session.
    MyServiceAPIBlockingStub instance(String token, String session) {
        return stub(toInstance, token, session);
    }

    static MyServiceAPIBlockingStub stub(ManagedChannel channel, String token, String session) {
        var fields = new Metadata();
        fields.put(key("authorization"), token);
        fields.put(key("session-id"), session);
        return MyServiceAPIGrpc.newBlockingStub(channel)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(fields))
                .withDeadlineAfter(20, TimeUnit.SECONDS);
    }

    private static Metadata.Key<String> key(String name) {
        return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }

    /// @return `OK` and the instance that answered, or the refusal
    static String echo(MyServiceAPIBlockingStub stub) {
        return outcome(() -> stub.myServiceEcho(EchoRequest.getDefaultInstance()).getPodName());
    }

    static String shutdown(MyServiceAPIBlockingStub stub) {
        return outcome(
                () -> stub.myServiceShutdown(ShutdownRequest.getDefaultInstance()).getPodName());
    }

    private static String outcome(Supplier<String> call) {
        try {
            return Status.Code.OK + ": " + call.get();
        } catch (StatusRuntimeException e) {
            return e.getStatus().getCode() + ": " + e.getStatus().getDescription();
        }
    }

    /// The response of the gateway's admin API to an operator.
    String admin(String path) {
        try (var client = HttpClient.newHttpClient()) {
            var uri = URI.create("http://localhost:" + gateway.adminPort() + path);
            var authorization = "Bearer " + Files.readString(adminToken).strip();
            return client.send(
                            HttpRequest.newBuilder(uri)
                                    .header("Authorization", authorization)
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    /// Retries until the answer is as expected.
    static void await(Supplier<String> answer, Predicate<String> expected) {
        long until = System.nanoTime() + TIMEOUT.toNanos();
        var latest = answer.get();
        while (!expected.test(latest)) {
            if (System.nanoTime() - until > 0) {
                throw new AssertionError(latest);
            }
            latest = answer.get();
        }
    }

    @Override
    public void close() {
        toGateway.shutdownNow();
        toInstance.shutdownNow();
        instance.stop();
        gateway.close();
    }
}
