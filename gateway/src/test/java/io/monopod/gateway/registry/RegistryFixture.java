package io.monopod.gateway.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.grpc.GrpcRouting;
import io.monopod.config.Secret;
import io.monopod.contract.ClusterName;
import io.monopod.contract.Names;
import io.monopod.contract.UserName;
import io.monopod.gateway.assign.Policy;
import io.monopod.gateway.assign.Rules;
import io.monopod.gateway.assign.SessionEvent;
import io.monopod.proto.control.v1.RegisterRequest;
import io.monopod.proto.control.v1.RegistryGrpc;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// The whole package on real sockets: the Registry on Helidon, instances on grpc-java.
final class RegistryFixture implements AutoCloseable {
    static final UserName ANNA = new UserName("anna");

    private static final ClusterName CLUSTER = new ClusterName("myservice");
    private static final Secret SECRET = new Secret("the secret of this test");
    private static final Duration LEASE = Duration.ofSeconds(3);
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private final BlockingQueue<SessionEvent> events = new LinkedBlockingQueue<>();
    private final GrpcInstanceControl control =
            new GrpcInstanceControl(() -> "gateway-token", null, Duration.ofSeconds(1));
    private final InstanceRegistry registry =
            InstanceRegistry.start(
                    Map.of(
                            CLUSTER,
                            Rules.from(Instant.now(), Policy.EXCLUSIVE, LEASE, Duration.ZERO)),
                    new Terms(Duration.ofSeconds(1), () -> "{\"keys\":[]}", "iss", "aud"),
                    SECRET,
                    control,
                    Clock.systemUTC(),
                    (_, event) -> events.add(event));
    final RegisteredCluster cluster = registry.cluster(CLUSTER);
    final Grants grants = cluster.grants();
    private final WebServer server =
            WebServer.builder()
                    .host("localhost")
                    .port(0)
                    .addRouting(GrpcRouting.builder().service(registry.service()))
                    .build()
                    .start();
    private final ManagedChannel channel =
            NettyChannelBuilder.forAddress("localhost", server.port()).usePlaintext().build();

    /// An instance that has the join secret.
    RegistryGrpc.RegistryBlockingStub stub() {
        return stub(SECRET.value());
    }

    RegistryGrpc.RegistryBlockingStub stub(String secret) {
        var headers = new Metadata();
        headers.put(Metadata.Key.of(Names.JOIN, Metadata.ASCII_STRING_MARSHALLER), secret);
        return RegistryGrpc.newBlockingStub(channel)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                .withDeadlineAfter(PATIENCE);
    }

    static RegisterRequest registration(FakeInstance instance) {
        return RegisterRequest.newBuilder()
                .setInstanceId(instance.instance().id().value())
                .setCluster(CLUSTER.value())
                .setAddress(instance.instance().address().toString())
                .setSlot(instance.slot())
                .build();
    }

    void awaitEvent(Predicate<SessionEvent> wanted) throws InterruptedException {
        SessionEvent event;
        do {
            event = events.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            assertThat(event).as("the awaited event").isNotNull();
        } while (event != null && !wanted.test(event));
    }

    @Override
    public void close() {
        channel.shutdownNow();
        server.stop();
        registry.close();
        control.close();
    }
}
