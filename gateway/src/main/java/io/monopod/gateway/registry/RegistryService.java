package io.monopod.gateway.registry;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import io.monopod.config.HostPort;
import io.monopod.contract.ClusterName;
import io.monopod.contract.Epoch;
import io.monopod.contract.InstanceId;
import io.monopod.gateway.assign.Instance;
import io.monopod.gateway.assign.LossReason;
import io.monopod.gateway.assign.SlotReport;
import io.monopod.gateway.control.ReportVerifier;
import io.monopod.proto.control.v1.DeregisterRequest;
import io.monopod.proto.control.v1.DeregisterResponse;
import io.monopod.proto.control.v1.HeartbeatRequest;
import io.monopod.proto.control.v1.HeartbeatResponse;
import io.monopod.proto.control.v1.RegisterRequest;
import io.monopod.proto.control.v1.RegisterResponse;
import io.monopod.proto.control.v1.RegistryGrpc;
import io.monopod.vouch.InstanceKey;

import org.jspecify.annotations.Nullable;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// The `Registry` service that instances call. Answers on the call's own thread, and in every case:
/// Helidon sends no answer when a handler throws.
final class RegistryService extends RegistryGrpc.RegistryImplBase {
    private static final Logger LOG = System.getLogger(RegistryService.class.getName());

    /// In characters: a DNS name has at most 253 (RFC 1035, section 2.3.4), a port at most 5.
    private static final int MAX_ADDRESS = 260;

    /// Per cluster. Even a caller with the join secret must not fill the memory.
    private static final int MAX_INSTANCES = 10_000;

    private final List<RegisteredCluster> clusters;
    private final RegistrationTerms terms;
    private final ReportVerifier verifier;
    private final Predicate<Instance> isThere;

    /// @param isThere whether the process at an instance's address is that instance; may block
    RegistryService(
            List<RegisteredCluster> clusters,
            RegistrationTerms terms,
            ReportVerifier verifier,
            Predicate<Instance> isThere) {
        this.clusters = List.copyOf(clusters);
        this.terms = terms;
        this.verifier = verifier;
        this.isThere = isThere;
    }

    @Override
    public void register(RegisterRequest request, StreamObserver<RegisterResponse> answer) {
        answer(
                answer,
                () -> {
                    var cluster = cluster(request.getCluster());
                    var instance = instance(request, cluster.name());
                    var slot = plausible(cluster, verifier.read(instance, request.getSlot()));
                    var response =
                            terms(cluster, register(cluster, instance, slot, request.getDrained()));
                    terms.vouch().forInstance(instance, slot).ifPresent(response::setVouched);
                    return response.build();
                });
    }

    private Epoch register(
            RegisteredCluster cluster, Instance instance, SlotReport slot, boolean drained) {
        requireOwnId(instance);
        requireRoom(cluster, instance);
        requireOwnAddress(cluster, instance);
        clusters.stream()
                .filter(other -> !other.equals(cluster))
                .forEach(other -> other.sessions().lose(instance.id(), LossReason.REPLACED));
        if (drained) {
            cluster.sessions().table().keepDrained(instance.id());
        }
        var granted = cluster.sessions().register(instance, slot);
        if (granted == null) {
            throw refused("an instance that started later is registered at " + instance.address());
        }
        return granted;
    }

    /// A registered instance's id cannot be taken over with another key.
    private void requireOwnId(Instance instance) {
        var known = registered(instance.id());
        if (known != null && !known.key().equals(instance.key())) {
            throw refused("an instance of that id is registered with another key");
        }
    }

    private static void requireRoom(RegisteredCluster cluster, Instance instance) {
        if (cluster.sessions().table().registered(instance.id()) == null
                && cluster.sessions().table().counts().registered() >= MAX_INSTANCES) {
            throw Status.RESOURCE_EXHAUSTED
                    .withDescription(
                            MAX_INSTANCES + " instances are registered, which is the limit")
                    .asRuntimeException();
        }
    }

    /// A live instance's address cannot be taken over. An address has one process: if the newcomer
    /// is there, the earlier instance is gone.
    private void requireOwnAddress(RegisteredCluster cluster, Instance instance) {
        var known = cluster.sessions().table().registeredAt(instance.address());
        if (known != null && !known.key().equals(instance.key()) && !isThere.test(instance)) {
            throw refused("another instance is registered at " + instance.address());
        }
    }

    private static StatusRuntimeException refused(String why) {
        return Status.FAILED_PRECONDITION.withDescription(why).asRuntimeException();
    }

    private static SlotReport plausible(RegisteredCluster cluster, SlotReport slot) {
        if (!cluster.sessions().table().isPlausible(slot)) {
            throw new IllegalArgumentException("slot.epoch is far above any that was granted");
        }
        return slot;
    }

    private @Nullable Instance registered(InstanceId id) {
        return clusters.stream()
                .map(cluster -> cluster.sessions().table().registered(id))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static Instance instance(RegisterRequest request, ClusterName cluster) {
        var id = new InstanceId(request.getInstanceId());
        return new Instance(
                id,
                cluster,
                address(request.getAddress()),
                instant(request.getStarted()),
                InstanceKey.of(request.getKey().toByteArray()));
    }

    private static HostPort address(String text) {
        if (text.length() > MAX_ADDRESS || !text.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
            throw new IllegalArgumentException(
                    "address must be " + MAX_ADDRESS + " visible ASCII characters at most");
        }
        try {
            return HostPort.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("address must be " + e.getMessage(), e);
        }
    }

    private static Instant instant(Timestamp timestamp) {
        try {
            return Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos());
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException("started must be a time", e);
        }
    }

    private RegisteredCluster cluster(String name) {
        return clusters.stream()
                .filter(cluster -> cluster.name().value().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "cluster must be one of " + clusterNames()));
    }

    private String clusterNames() {
        return clusters.stream()
                .map(RegisteredCluster::name)
                .map(ClusterName::value)
                .collect(Collectors.joining(", "));
    }

    private RegisterResponse.Builder terms(RegisteredCluster cluster, Epoch granted) {
        var response =
                RegisterResponse.newBuilder()
                        .setLease(wire(cluster.lease()))
                        .setHeartbeatInterval(wire(terms.heartbeatInterval()))
                        .setTokens(terms.tokens().get())
                        .setGrantedEpoch(granted.value());
        if (terms.unused().idle().isPositive()) {
            response.setSessionIdle(wire(terms.unused().idle()));
        }
        if (terms.unused().disconnected().isPositive()) {
            response.setDisconnectGrace(wire(terms.unused().disconnected()));
        }
        terms.gateways().get().forEach(gateway -> response.addGateways(gateway.toString()));
        return response;
    }

    private static Duration wire(java.time.Duration duration) {
        return Duration.newBuilder()
                .setSeconds(duration.getSeconds())
                .setNanos(duration.getNano())
                .build();
    }

    @Override
    public void heartbeat(HeartbeatRequest request, StreamObserver<HeartbeatResponse> answer) {
        answer(
                answer,
                () -> {
                    var id = new InstanceId(request.getInstanceId());
                    return heartbeat(proved(id, request.getProof()), request);
                });
    }

    private HeartbeatResponse heartbeat(@Nullable Instance instance, HeartbeatRequest request) {
        if (instance == null) {
            throw notRegistered();
        }
        var cluster = cluster(instance.cluster().value());
        var slot = plausible(cluster, verifier.read(instance, request.getSlot()));
        if (!cluster.sessions().heartbeat(instance.id(), slot)) {
            throw notRegistered();
        }
        var response = HeartbeatResponse.newBuilder();
        var tokens = terms.tokens().get();
        if (!tokens.getVersion().equals(request.getTokensVersion())) {
            response.setTokens(tokens);
        }
        terms.vouch().forInstance(instance, slot).ifPresent(response::setVouched);
        terms.gateways().get().forEach(gateway -> response.addGateways(gateway.toString()));
        response.setDrained(cluster.sessions().table().isDrained(instance.id()));
        return response.build();
    }

    private static StatusRuntimeException notRegistered() {
        return Status.NOT_FOUND.withDescription("instance is not registered").asRuntimeException();
    }

    @Override
    public void deregister(DeregisterRequest request, StreamObserver<DeregisterResponse> answer) {
        answer(
                answer,
                () -> {
                    var id = new InstanceId(request.getInstanceId());
                    var instance = proved(id, request.getProof());
                    if (instance != null) {
                        left(cluster(instance.cluster().value()).sessions(), id, request.getExit());
                    }
                    return DeregisterResponse.getDefaultInstance();
                });
    }

    private static void left(Sessions sessions, InstanceId id, String exit) {
        if (exit.isEmpty()) {
            sessions.lose(id, LossReason.LEFT);
        } else {
            sessions.died(id, exit.matches("[A-Za-z0-9]{1,20}") ? exit : "unknown");
        }
    }

    /// The registered instance of that id, if the proof is valid; null if none is registered.
    private @Nullable Instance proved(InstanceId id, String proof) {
        var known = registered(id);
        if (known != null && !known.key().provesRegistry(proof, id)) {
            LOG.log(Level.WARNING, "instance refused, proof wrong or missing instance={0}", id);
            throw Status.UNAUTHENTICATED
                    .withDescription("proof refused: not of the key that the instance has")
                    .asRuntimeException();
        }
        return known;
    }

    private static <R> void answer(StreamObserver<R> observer, Supplier<R> work) {
        R response;
        try {
            response = work.get();
        } catch (StatusRuntimeException e) {
            observer.onError(e);
            return;
        } catch (IllegalArgumentException e) {
            LOG.log(Level.WARNING, "request of an instance is not valid: {0}", e.getMessage());
            observer.onError(
                    Status.INVALID_ARGUMENT.withDescription(e.getMessage()).asRuntimeException());
            return;
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "request of an instance failed", e);
            observer.onError(Status.INTERNAL.withDescription("internal error").asException());
            return;
        }
        observer.onNext(response);
        observer.onCompleted();
    }
}
