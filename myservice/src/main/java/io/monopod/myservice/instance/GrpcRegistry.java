package io.monopod.myservice.instance;

import com.google.protobuf.Timestamp;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.monopod.config.HostPort;
import io.monopod.config.Secret;
import io.monopod.contract.Epoch;
import io.monopod.contract.Names;
import io.monopod.proto.control.v1.DeregisterRequest;
import io.monopod.proto.control.v1.HeartbeatRequest;
import io.monopod.proto.control.v1.RegisterRequest;
import io.monopod.proto.control.v1.RegisterResponse;
import io.monopod.proto.control.v1.RegistryGrpc;
import io.monopod.proto.control.v1.RegistryGrpc.RegistryBlockingStub;
import io.monopod.tls.SecureChannel;
import io.monopod.tls.TlsClient;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// The [Registry] over gRPC, on one connection that is kept.
final class GrpcRegistry implements Registry {
    private final Announcement self;
    private final Patience patience;
    private final ManagedChannel channel;
    private final RegistryBlockingStub registry;

    /// @param tls towards the gateway; null for none
    GrpcRegistry(
            HostPort gateway,
            @Nullable TlsClient tls,
            Secret joinSecret,
            Announcement self,
            Patience patience) {
        this.self = self;
        this.patience = patience;
        // Calls are blocking, so that nothing of the channel needs threads besides its event loop.
        this.channel =
                SecureChannel.secure(
                                NettyChannelBuilder.forAddress(gateway.host(), gateway.port()), tls)
                        .directExecutor()
                        .build();
        var metadata = new Metadata();
        metadata.put(RefusalStatus.key(Names.JOIN), joinSecret.value());
        this.registry =
                RegistryGrpc.newBlockingStub(channel)
                        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata));
    }

    @Override
    public RegistryReply register(SlotState slot) {
        var request =
                RegisterRequest.newBuilder()
                        .setInstanceId(self.id().value())
                        .setCluster(self.cluster().value())
                        .setAddress(self.address().toString())
                        .setSlot(SlotReports.of(slot))
                        .setStarted(timestamp(self.started()))
                        .build();
        return ask(() -> registered(within(patience.register).register(request)));
    }

    private static RegistryReply registered(RegisterResponse response) {
        return new RegistryReply.Registered(
                toJava(response.getHeartbeatInterval()),
                toJava(response.getLease()),
                new Epoch(response.getGrantedEpoch()),
                new GatewayTokens.Terms(
                        response.getJwks(), response.getIssuer(), response.getAudience()));
    }

    @Override
    public RegistryReply heartbeat(SlotState slot) {
        var request =
                HeartbeatRequest.newBuilder()
                        .setInstanceId(self.id().value())
                        .setSlot(SlotReports.of(slot))
                        .build();
        return ask(
                () -> {
                    var _ = within(patience.heartbeat).heartbeat(request);
                    return new RegistryReply.Renewed();
                });
    }

    @Override
    public void deregister() {
        var request = DeregisterRequest.newBuilder().setInstanceId(self.id().value()).build();
        var _ =
                ask(
                        () -> {
                            var _ = within(patience.farewell).deregister(request);
                            return new RegistryReply.Renewed();
                        });
    }

    private RegistryBlockingStub within(Duration limit) {
        // The channel's own pauses between connects grow to minutes; ours are better informed.
        channel.resetConnectBackoff();
        return registry.withDeadlineAfter(limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    private RegistryReply ask(Supplier<RegistryReply> call) {
        try {
            return call.get();
        } catch (StatusRuntimeException e) {
            var status = e.getStatus();
            if (status.getCode() == Code.DEADLINE_EXCEEDED) {
                // The other end may be gone without a word: the next try gets a new connection.
                channel.enterIdle();
            }
            return switch (status.getCode()) {
                case NOT_FOUND -> new RegistryReply.Unknown();
                case UNAUTHENTICATED,
                        PERMISSION_DENIED,
                        INVALID_ARGUMENT,
                        FAILED_PRECONDITION,
                        UNIMPLEMENTED ->
                        new RegistryReply.Refused(describe(status));
                default -> new RegistryReply.Unreachable(describe(status));
            };
        }
    }

    private static String describe(Status status) {
        var cause = status.getCause();
        return status.getCode()
                + (status.getDescription() == null ? "" : " " + status.getDescription())
                + (cause == null ? "" : ": " + cause.getMessage());
    }

    private static Timestamp timestamp(Instant instant) {
        return Timestamp.newBuilder()
                .setSeconds(instant.getEpochSecond())
                .setNanos(instant.getNano())
                .build();
    }

    private static Duration toJava(com.google.protobuf.Duration duration) {
        return Duration.ofSeconds(duration.getSeconds(), duration.getNanos());
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }

    /// How long to wait for each reply.
    ///
    /// @param register long, as it is the first that a process does on the network: on a busy
    ///   machine much of this goes into loading classes
    /// @param heartbeat less than the lease, which it is to renew
    /// @param farewell a process that stops does not wait longer for a gateway that may be gone too
    record Patience(Duration register, Duration heartbeat, Duration farewell) {
        static final Patience USUAL =
                new Patience(Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofMillis(500));
    }
}
