package io.monopod.gateway.local;

import static java.util.stream.Collectors.joining;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.monopod.gateway.registry.QueueStatuses;
import io.monopod.gateway.registry.RegisteredCluster;
import io.monopod.proto.control.v1.WaitingRoomGrpc;
import io.monopod.proto.control.v1.WatchQueueRequest;
import io.monopod.proto.control.v1.WatchQueueResponse;
import io.monopod.proto.control.v1.WatchQueueResponse.State;

import java.util.List;
import java.util.Optional;

/// Shows waiting clients their position in the queue. Requires [TokenGuard].
final class WaitingRoomService extends WaitingRoomGrpc.WaitingRoomImplBase {
    private final List<RegisteredCluster> clusters;
    private final QueueStatuses statuses;
    private final Watch watch;

    WaitingRoomService(List<RegisteredCluster> clusters, QueueStatuses statuses, Watch watch) {
        this.clusters = List.copyOf(clusters);
        this.statuses = statuses;
        this.watch = watch;
    }

    /// Stays on the call's thread until the last message.
    @Override
    public void watchQueue(WatchQueueRequest request, StreamObserver<WatchQueueResponse> response) {
        var caller = TokenGuard.CLAIMS.get();
        cluster(request.getCluster())
                .ifPresentOrElse(
                        cluster ->
                                watch.follow(
                                        () ->
                                                statuses.of(
                                                        cluster,
                                                        caller.session().orElseThrow(),
                                                        caller.user()),
                                        message -> message.getState() != State.WAITING,
                                        response),
                        () ->
                                response.onError(
                                        Status.INVALID_ARGUMENT
                                                .withDescription(
                                                        "cluster must be one of " + names())
                                                .asRuntimeException()));
    }

    private Optional<RegisteredCluster> cluster(String name) {
        return clusters.stream()
                .filter(
                        cluster ->
                                name.isEmpty()
                                        ? clusters.size() == 1
                                        : cluster.name().value().equals(name))
                .findFirst();
    }

    private String names() {
        return clusters.stream()
                .map(cluster -> cluster.name().value())
                .sorted()
                .collect(joining(", "));
    }
}
