package io.monopod.gateway.shared;

import io.monopod.contract.ClusterName;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.gateway.assign.Assignment;
import io.monopod.gateway.assign.Grant;
import io.monopod.proto.store.v1.AcquireRequest;
import io.monopod.proto.store.v1.AcquireResponse;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;

/// Gives the simulator access to what a call asks of leaders.
public final class RealAcquire {
    private final AcquireAttempt attempt;

    public RealAcquire(
            ClusterName cluster, SessionId session, UserName user, Instant begin, Instant until) {
        attempt = new AcquireAttempt(cluster, session, user, begin, until, false);
    }

    public boolean waits(Instant now) {
        return attempt.waits(now);
    }

    public AcquireRequest request(@Nullable Grant known, Instant now) {
        return attempt.request(known, now);
    }

    public Assignment.@Nullable Final leaderIsAway(Instant now) {
        return attempt.leaderIsAway(now);
    }

    public Assignment.@Nullable Final notGranted(AcquireResponse response) {
        return attempt.notGranted(response);
    }

    public Assignment.@Nullable Final granted(@Nullable Grant grant, Instant now) {
        return attempt.granted(grant, now);
    }

    /// As the leader answers.
    public static AcquireResponse response(Assignment.Final result) {
        return Messages.of(result);
    }

    public static Duration duration(com.google.protobuf.Duration wire) {
        return Messages.of(wire);
    }
}
