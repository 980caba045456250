package io.monopod.gateway.local;

import static java.util.stream.Collectors.joining;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.monopod.gateway.assign.Grant;
import io.monopod.gateway.assign.Hold;
import io.monopod.gateway.assign.SessionStatus;
import io.monopod.gateway.registry.RegisteredCluster;
import io.monopod.proto.control.v1.WaitingRoomGrpc;
import io.monopod.proto.control.v1.WatchQueueRequest;
import io.monopod.proto.control.v1.WatchQueueResponse;
import io.monopod.proto.control.v1.WatchQueueResponse.State;
import io.monopod.token.TokenClaims;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Shows waiting clients their position in the queue. Requires [TokenGuard].
final class WaitingRoomService extends WaitingRoomGrpc.WaitingRoomImplBase {
    private final List<RegisteredCluster> clusters;
    private final Watch watch;

    WaitingRoomService(List<RegisteredCluster> clusters, Watch watch) {
        this.clusters = List.copyOf(clusters);
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
                                        () -> toProto(status(cluster, caller)),
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

    /// Other users' sessions look unknown.
    private static SessionStatus status(RegisteredCluster cluster, TokenClaims caller) {
        var status = cluster.sessions().table().status(caller.session().orElseThrow());
        boolean own =
                switch (status) {
                    case SessionStatus.Waiting(var place) -> place.user().equals(caller.user());
                    case SessionStatus.Binding(var grant) -> grant.owner().equals(caller.user());
                    case SessionStatus.Held(Grant grant) -> grant.owner().equals(caller.user());
                    case SessionStatus.Held(Hold.Direct direct) ->
                            direct.owner().equals(caller.user());
                    case SessionStatus.Held(Hold.Unproved _) -> false;
                    case SessionStatus.Absent _ -> true;
                };
        return own ? status : new SessionStatus.Absent();
    }

    private static WatchQueueResponse toProto(SessionStatus status) {
        var message = WatchQueueResponse.newBuilder();
        switch (status) {
            case SessionStatus.Waiting(var place) ->
                    message.setState(State.WAITING)
                            .setPosition(place.position())
                            .setWaiting(place.waiting())
                            .setExpected(toProto(place.expected()));
            case SessionStatus.Binding _ -> message.setState(State.WAITING);
            case SessionStatus.Held _ -> message.setState(State.GRANTED);
            case SessionStatus.Absent _ -> message.setState(State.ABSENT);
        }
        return message.build();
    }

    private static com.google.protobuf.Duration toProto(Duration duration) {
        return com.google.protobuf.Duration.newBuilder()
                .setSeconds(duration.getSeconds())
                .setNanos(duration.getNano())
                .build();
    }
}
