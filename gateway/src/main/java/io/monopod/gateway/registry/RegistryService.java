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
import io.monopod.proto.control.v1.DeregisterRequest;
import io.monopod.proto.control.v1.DeregisterResponse;
import io.monopod.proto.control.v1.HeartbeatRequest;
import io.monopod.proto.control.v1.HeartbeatResponse;
import io.monopod.proto.control.v1.RegisterRequest;
import io.monopod.proto.control.v1.RegisterResponse;
import io.monopod.proto.control.v1.RegistryGrpc;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// The `Registry` that instances call. Answers on the call's own thread, and whatever happens:
/// Helidon leaves a call without an answer when its handler throws.
final class RegistryService extends RegistryGrpc.RegistryImplBase {
    private static final Logger LOG = System.getLogger(RegistryService.class.getName());

    private final List<RegisteredCluster> clusters;
    private final Terms terms;

    RegistryService(List<RegisteredCluster> clusters, Terms terms) {
        this.clusters = List.copyOf(clusters);
        this.terms = terms;
    }

    @Override
    public void register(RegisterRequest request, StreamObserver<RegisterResponse> answer) {
        answer(
                answer,
                () -> {
                    var cluster = cluster(request.getCluster());
                    return terms(cluster, register(request, cluster));
                });
    }

    private Epoch register(RegisterRequest request, RegisteredCluster cluster) {
        var instance = instance(request);
        var slot = SlotReports.read(request.getSlot());
        clusters.stream()
                .filter(other -> !other.equals(cluster))
                .forEach(other -> other.lose(instance.id(), LossReason.REPLACED));
        var granted = cluster.register(instance, slot);
        if (granted == null) {
            throw Status.FAILED_PRECONDITION
                    .withDescription(
                            "an instance that started later is registered at " + instance.address())
                    .asRuntimeException();
        }
        return granted;
    }

    private static Instance instance(RegisterRequest request) {
        var id = new InstanceId(request.getInstanceId());
        try {
            return new Instance(
                    id, HostPort.parse(request.getAddress()), instant(request.getStarted()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("address must be " + e.getMessage(), e);
        }
    }

    private static Instant instant(Timestamp timestamp) {
        return Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos());
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

    private RegisterResponse terms(RegisteredCluster cluster, Epoch granted) {
        return RegisterResponse.newBuilder()
                .setLease(wire(cluster.lease()))
                .setHeartbeatInterval(wire(terms.heartbeatInterval()))
                .setJwks(terms.jwks().get())
                .setIssuer(terms.issuer())
                .setAudience(terms.audience())
                .setGrantedEpoch(granted.value())
                .build();
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
                    var slot = SlotReports.read(request.getSlot());
                    if (clusters.stream().noneMatch(cluster -> cluster.heartbeat(id, slot))) {
                        throw Status.NOT_FOUND
                                .withDescription("instance is not registered")
                                .asRuntimeException();
                    }
                    return HeartbeatResponse.getDefaultInstance();
                });
    }

    @Override
    public void deregister(DeregisterRequest request, StreamObserver<DeregisterResponse> answer) {
        answer(
                answer,
                () -> {
                    var id = new InstanceId(request.getInstanceId());
                    clusters.forEach(cluster -> cluster.lose(id, LossReason.LEFT));
                    return DeregisterResponse.getDefaultInstance();
                });
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
