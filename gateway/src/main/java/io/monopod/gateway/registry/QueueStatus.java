package io.monopod.gateway.registry;

import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.gateway.assign.Grant;
import io.monopod.gateway.assign.Hold;
import io.monopod.gateway.assign.SessionStatus;
import io.monopod.proto.control.v1.WatchQueueResponse;
import io.monopod.proto.control.v1.WatchQueueResponse.State;

import java.time.Duration;

/// A session's progress towards an instance, as its client is told.
public final class QueueStatus {
    private QueueStatus() {}

    /// @param user who asks
    public static WatchQueueResponse of(
            RegisteredCluster cluster, SessionId session, UserName user) {
        return toProto(status(cluster, session, user));
    }

    /// Other users' sessions look unknown.
    private static SessionStatus status(
            RegisteredCluster cluster, SessionId session, UserName user) {
        var status = cluster.sessions().table().status(session);
        boolean own =
                switch (status) {
                    case SessionStatus.Waiting(var place) -> place.user().equals(user);
                    case SessionStatus.Binding(var grant) -> grant.owner().equals(user);
                    case SessionStatus.Held(Grant grant) -> grant.owner().equals(user);
                    case SessionStatus.Held(Hold.Direct direct) -> direct.owner().equals(user);
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
