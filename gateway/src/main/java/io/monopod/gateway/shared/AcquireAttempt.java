package io.monopod.gateway.shared;

import io.monopod.contract.ClusterName;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.gateway.assign.Assignment;
import io.monopod.gateway.assign.Grant;
import io.monopod.gateway.assign.Refusal;
import io.monopod.proto.store.v1.AcquireRequest;
import io.monopod.proto.store.v1.AcquireResponse;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;

/// What one call asks of the leaders, one after the other if need be, and what it makes of their
/// answers. Pure: [SharedSessions] does the asking and the waiting.
///
/// @param begin when the call came
/// @param until when it stops waiting for an instance; if that is past, it does not wait
/// @param tellLoss whether the user is to be told once that the session's instance was lost
record AcquireAttempt(
        ClusterName cluster,
        SessionId session,
        UserName user,
        Instant begin,
        Instant until,
        boolean tellLoss) {
    /// How long a call that waits for no instance asks leaders that fail.
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /// Whether it waits for an instance.
    boolean waits(Instant now) {
        return now.isBefore(until);
    }

    /// @param known the session's latest claim, if one has been heard of; it may have gone while
    ///   the leader has it still
    AcquireRequest request(@Nullable Grant known, Instant now) {
        var request =
                AcquireRequest.newBuilder()
                        .setCluster(cluster.value())
                        .setSessionId(session.value())
                        .setUser(user.value())
                        .setWaited(Messages.of(Duration.between(begin, now)))
                        .setTellLoss(tellLoss);
        if (waits(now)) {
            request.setMaxWait(Messages.of(Duration.between(now, until)));
        }
        if (known != null && !known.calls().isOpen()) {
            request.setOverEpoch(known.epoch().value());
        }
        return request.build();
    }

    /// @return null if the next leader is to be asked
    Assignment.@Nullable Final leaderIsAway(Instant now) {
        boolean hasTried = !waits(now) && now.isAfter(begin.plus(PATIENCE));
        return hasTried ? new Refusal.StoreUnavailable() : null;
    }

    /// @return null if it must be asked again
    Assignment.@Nullable Final notGranted(AcquireResponse response) {
        return switch (response.getResultCase()) {
            case CONFLICT ->
                    new Assignment.Conflict(Messages.instance(response.getConflict(), cluster));
            case REFUSED -> Messages.refusal(response.getRefused());
            case GRANTED_EPOCH -> throw new IllegalArgumentException("it is granted");
            case RESULT_NOT_SET -> null;
        };
    }

    /// The leader has granted it; the call begins under the claim.
    ///
    /// @param grant the claim, or null if it has not come from the store in time: this gateway may
    ///   reach the store later than the leader does. A call that waits for an instance waits on.
    /// @return null if the leader must be asked again
    Assignment.@Nullable Final granted(@Nullable Grant grant, Instant now) {
        if (grant == null) {
            return waits(now) ? null : new Refusal.StoreUnavailable();
        }
        if (!grant.owner().equals(user)) {
            return new Refusal.NotOwner();
        }
        return grant.calls().begin(now) ? new Assignment.Held(grant) : null;
    }
}
