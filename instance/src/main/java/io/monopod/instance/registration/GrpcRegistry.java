package io.monopod.instance.registration;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;

import io.grpc.ClientInterceptor;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import io.monopod.config.HostPort;
import io.monopod.config.Secret;
import io.monopod.contract.Epoch;
import io.monopod.contract.Names;
import io.monopod.instance.call.SessionTimeouts;
import io.monopod.instance.registration.RegistryReply.Vouched;
import io.monopod.instance.slot.SlotReports;
import io.monopod.instance.slot.SlotState;
import io.monopod.proto.control.v1.DeregisterRequest;
import io.monopod.proto.control.v1.HeartbeatRequest;
import io.monopod.proto.control.v1.HeartbeatResponse;
import io.monopod.proto.control.v1.RegisterRequest;
import io.monopod.proto.control.v1.RegisterResponse;
import io.monopod.proto.control.v1.RegistryGrpc;
import io.monopod.proto.control.v1.RegistryGrpc.RegistryBlockingStub;

import org.jspecify.annotations.Nullable;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The [RegistryClient] over gRPC, on one persistent connection to one of the gateways. When that
/// one does not answer, the next is asked: first of those that it is configured with, then of those
/// that a gateway has named. Used by one thread.
public final class GrpcRegistry implements RegistryClient {
    private static final Logger LOG = System.getLogger(GrpcRegistry.class.getName());

    private static final Metadata.Key<String> VOUCHED =
            Metadata.Key.of(Names.VOUCHED, Metadata.ASCII_STRING_MARSHALLER);

    /// A gateway may send any time; this one can be counted in nanoseconds.
    private static final Duration LONGEST = Duration.ofDays(36_500);

    /// A gateway may name more.
    private static final int MAX_NAMED = 16;

    /// A host name has at most 253 characters (RFC 1035, 2.3.4); gRPC would log a longer one whole.
    private static final int MAX_ADDRESS = 260;

    private final List<HostPort> configured;
    private final GatewayChannels channels;
    private final ClientInterceptor joining;
    private final RegistrationInfo self;
    private final Timeouts timeouts;

    /// Those that a gateway has named, besides the configured ones.
    private List<HostPort> named = List.of();

    private HostPort current;

    /// Whether the gateway has said that an operator drained the instance. The next leader does not
    /// know.
    private boolean drained;

    /// @param gateways control listeners; not empty
    /// @param channels to them, which others may use, too
    public GrpcRegistry(
            List<HostPort> gateways,
            GatewayChannels channels,
            Secret joinSecret,
            RegistrationInfo self,
            Timeouts timeouts) {
        this.configured = List.copyOf(gateways);
        this.channels = channels;
        this.self = self;
        this.timeouts = timeouts;
        this.current = configured.getFirst();
        var metadata = new Metadata();
        metadata.put(
                Metadata.Key.of(Names.JOIN, Metadata.ASCII_STRING_MARSHALLER), joinSecret.value());
        this.joining = MetadataUtils.newAttachHeadersInterceptor(metadata);
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
                        .setKey(ByteString.copyFrom(self.key().key().bytes()))
                        .setDrained(drained)
                        .build();
        return ask(() -> registered(within(timeouts.register).register(request)));
    }

    private RegistryReply registered(RegisterResponse response) {
        learn(response.getGatewaysList());
        return new RegistryReply.Registered(
                toJava(response.getHeartbeatInterval()),
                toJava(response.getLease()),
                new Epoch(response.getGrantedEpoch()),
                response.getTokens(),
                new SessionTimeouts.Limits(
                        toJava(response.getSessionIdle()), toJava(response.getDisconnectGrace())),
                response.hasVouched() ? Vouched.of(response.getVouched()) : Vouched.UNSAID);
    }

    @Override
    public RegistryReply heartbeat(SlotState slot, String tokensVersion) {
        var request =
                HeartbeatRequest.newBuilder()
                        .setInstanceId(self.id().value())
                        .setSlot(SlotReports.of(slot))
                        .setProof(proof())
                        .setTokensVersion(tokensVersion)
                        .build();
        return ask(() -> renewed(within(timeouts.heartbeat).heartbeat(request)));
    }

    private String proof() {
        return self.key().registryProof(self.id());
    }

    private RegistryReply renewed(HeartbeatResponse response) {
        drained = response.getDrained();
        learn(response.getGatewaysList());
        return new RegistryReply.Renewed(
                response.hasTokens() ? Optional.of(response.getTokens()) : Optional.empty(),
                response.hasVouched() ? Vouched.of(response.getVouched()) : Vouched.UNSAID);
    }

    private void learn(List<String> gateways) {
        named =
                gateways.stream()
                        .filter(gateway -> gateway.length() <= MAX_ADDRESS)
                        .limit(MAX_NAMED)
                        .flatMap(GrpcRegistry::parsed)
                        .filter(gateway -> !configured.contains(gateway))
                        .toList();
    }

    private static Stream<HostPort> parsed(String gateway) {
        try {
            return Stream.of(HostPort.parse(gateway));
        } catch (IllegalArgumentException e) {
            LOG.log(Level.DEBUG, "a gateway names another that is no host:port", e);
            return Stream.empty();
        }
    }

    @Override
    public void deregister(String exit) {
        var request =
                DeregisterRequest.newBuilder()
                        .setInstanceId(self.id().value())
                        .setProof(proof())
                        .setExit(exit)
                        .build();
        var _ =
                ask(
                        () -> {
                            var _ = within(timeouts.deregister).deregister(request);
                            return new RegistryReply.Renewed(Optional.empty(), Vouched.UNSAID);
                        });
    }

    private RegistryBlockingStub within(Duration limit) {
        // The channel's own backoff grows to minutes; [RetryBackoff] decides instead.
        var channel = channels.to(current);
        channel.resetConnectBackoff();
        return RegistryGrpc.newBlockingStub(channel)
                .withInterceptors(joining)
                .withDeadlineAfter(limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    private RegistryReply ask(Supplier<RegistryReply> call) {
        try {
            return call.get();
        } catch (IllegalArgumentException e) {
            askNext();
            return new RegistryReply.Unreachable(
                    "it answers or is named wrongly: " + e.getMessage(), Vouched.UNSAID);
        } catch (StatusRuntimeException e) {
            var status = e.getStatus();
            if (status.getCode() == Code.DEADLINE_EXCEEDED) {
                // The peer may be gone without a close, so the next attempt gets a new connection.
                channels.to(current).enterIdle();
            }
            return switch (status.getCode()) {
                case NOT_FOUND -> new RegistryReply.Unknown();
                case UNAUTHENTICATED,
                        PERMISSION_DENIED,
                        INVALID_ARGUMENT,
                        FAILED_PRECONDITION,
                        UNIMPLEMENTED ->
                        new RegistryReply.Refused(describe(status));
                default -> {
                    askNext();
                    yield new RegistryReply.Unreachable(describe(status), vouched(e.getTrailers()));
                }
            };
        }
    }

    private static Vouched vouched(@Nullable Metadata trailers) {
        var word = trailers == null ? null : trailers.get(VOUCHED);
        return word == null ? Vouched.UNSAID : Vouched.of(Boolean.parseBoolean(word));
    }

    @Override
    public void askNext() {
        var all = Stream.concat(configured.stream(), named.stream()).distinct().toList();
        current = all.get((all.indexOf(current) + 1) % all.size());
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
        return Duration.ofSeconds(
                Math.clamp(duration.getSeconds(), 0, LONGEST.toSeconds()),
                Math.clamp(duration.getNanos(), 0, 999_999_999));
    }

    /// The timeouts for the replies.
    ///
    /// @param register long, because it is the process's first network call: on a busy machine
    ///   class loading takes much of it
    /// @param heartbeat shorter than the lease that it renews
    /// @param deregister short: a process that stops must not wait for a gateway that may be gone,
    ///   too
    public record Timeouts(Duration register, Duration heartbeat, Duration deregister) {
        public static final Timeouts DEFAULT =
                new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofMillis(500));
    }
}
