package io.monopod.gateway.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;

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
import io.monopod.gateway.assign.SessionEvent;
import io.monopod.gateway.auth.SigningKey;
import io.monopod.gateway.control.GrpcInstanceControl;
import io.monopod.gateway.control.ReportVerifier;
import io.monopod.gateway.table.Rules;
import io.monopod.proto.control.v1.RegisterRequest;
import io.monopod.proto.control.v1.RegistryGrpc;
import io.monopod.proto.control.v1.TokenRules;

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

    static final ClusterName CLUSTER = new ClusterName("myservice");
    private static final Secret SECRET = new Secret("the secret of this test");
    private static final Duration LEASE = Duration.ofSeconds(3);
    static final Duration TIMEOUT = Duration.ofSeconds(10);

    /// How instances verify tokens.
    volatile TokenRules rules =
            TokenRules.newBuilder().setVersion("first").setAudience("aud").build();

    private final BlockingQueue<SessionEvent> events = new LinkedBlockingQueue<>();
    final SigningKey key = SigningKey.generate();
    private final ReportVerifier verifier = TestClaims.of(key);
    private final GrpcInstanceControl control =
            new GrpcInstanceControl(verifier, null, Duration.ofSeconds(1));
    private final InstanceRegistry registry =
            InstanceRegistry.start(
                    Map.of(
                            CLUSTER,
                            Rules.from(Instant.now(), Policy.EXCLUSIVE, LEASE, Duration.ZERO)),
                    new RegistrationTerms(Duration.ofSeconds(1), () -> rules),
                    SECRET,
                    verifier,
                    control,
                    Clock.systemUTC(),
                    (_, event) -> events.add(event));
    final RegisteredCluster cluster = registry.cluster(CLUSTER);
    final Sessions grants = cluster.sessions();
    private final WebServer server =
            WebServer.builder()
                    .host("localhost")
                    .port(0)
                    .addRouting(GrpcRouting.builder().service(registry.service()))
                    .build()
                    .start();
    private final ManagedChannel channel =
            NettyChannelBuilder.forAddress("localhost", server.port()).usePlaintext().build();

    /// A stub with the join secret.
    RegistryGrpc.RegistryBlockingStub stub() {
        return stub(SECRET.value());
    }

    RegistryGrpc.RegistryBlockingStub stub(String secret) {
        var headers = new Metadata();
        headers.put(Metadata.Key.of(Names.JOIN, Metadata.ASCII_STRING_MARSHALLER), secret);
        return RegistryGrpc.newBlockingStub(channel)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                .withDeadlineAfter(TIMEOUT);
    }

    static RegisterRequest registration(FakeInstance instance) {
        return RegisterRequest.newBuilder()
                .setInstanceId(instance.instance().id().value())
                .setCluster(CLUSTER.value())
                .setAddress(instance.instance().address().toString())
                .setSlot(instance.slot())
                .setKey(ByteString.copyFrom(instance.instance().key().key().bytes()))
                .build();
    }

    void awaitEvent(Predicate<SessionEvent> wanted) throws InterruptedException {
        SessionEvent event;
        do {
            event = events.poll(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
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
