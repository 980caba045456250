package io.monopod.gateway.shared;

import com.google.protobuf.ByteString;

import io.monopod.config.HostPort;
import io.monopod.contract.ClusterName;
import io.monopod.contract.InstanceId;
import io.monopod.gateway.assign.Assignment;
import io.monopod.gateway.assign.Instance;
import io.monopod.gateway.assign.Refusal;
import io.monopod.gateway.assign.Refusal.BackendUnavailable.Cause;
import io.monopod.gateway.control.InstanceControl.Reach;
import io.monopod.proto.store.v1.AcquireResponse;
import io.monopod.proto.store.v1.Conflict;
import io.monopod.proto.store.v1.LeaderProbeResponse;
import io.monopod.proto.store.v1.Refused;
import io.monopod.proto.store.v1.Refused.Reason;
import io.monopod.vouch.InstanceKey;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/// What gateways tell each other, as messages of `leader.proto`.
final class Messages {
    private Messages() {}

    static AcquireResponse of(Assignment.Final result) {
        var response = AcquireResponse.newBuilder();
        switch (result) {
            case Assignment.Held(var grant) -> response.setGrantedEpoch(grant.epoch().value());
            case Assignment.Conflict(var instance) -> response.setConflict(conflict(instance));
            case Refusal refusal -> response.setRefused(refused(refusal));
        }
        return response.build();
    }

    private static Conflict conflict(Instance instance) {
        return Conflict.newBuilder()
                .setInstanceId(instance.id().value())
                .setAddress(instance.address().toString())
                .setInstanceKey(ByteString.copyFrom(instance.key().key().bytes()))
                .build();
    }

    static Instance instance(Conflict conflict, ClusterName cluster) {
        return new Instance(
                new InstanceId(conflict.getInstanceId()),
                cluster,
                HostPort.parse(conflict.getAddress()),
                Instant.EPOCH,
                InstanceKey.of(conflict.getInstanceKey().toByteArray()));
    }

    static Refused refused(Refusal refusal) {
        var refused = Refused.newBuilder();
        switch (refusal) {
            case Refusal.NotOwner _ -> refused.setReason(Reason.NOT_OWNER);
            case Refusal.SessionLost _ -> refused.setReason(Reason.SESSION_LOST);
            case Refusal.AllInstancesBusy(var total, var busy, var waiting, var expected) ->
                    refused.setReason(Reason.ALL_INSTANCES_BUSY)
                            .setTotal(total)
                            .setBusy(busy)
                            .setWaiting(waiting)
                            .setExpected(of(expected));
            case Refusal.QueueFull(var position, var waiting, var expected) ->
                    refused.setReason(Reason.QUEUE_FULL)
                            .setPosition(position)
                            .setWaiting(waiting)
                            .setExpected(of(expected));
            case Refusal.QueueTimeout(var position, var waiting, var expected) ->
                    refused.setReason(Reason.QUEUE_TIMEOUT)
                            .setPosition(position)
                            .setWaiting(waiting)
                            .setExpected(of(expected));
            case Refusal.UserQuota(var limit, var used, var expected) ->
                    refused.setReason(Reason.USER_QUOTA)
                            .setLimit(limit)
                            .setUsed(used)
                            .setExpected(of(expected));
            case Refusal.NoAvailableInstances _ -> refused.setReason(Reason.NO_AVAILABLE_INSTANCES);
            case Refusal.BackendUnavailable(var cause) ->
                    refused.setReason(Reason.BACKEND_UNAVAILABLE).setCause(cause.name());
            case Refusal.GatewayStarting _ -> refused.setReason(Reason.GATEWAY_STARTING);
            case Refusal.StoreUnavailable _ -> refused.setReason(Reason.STORE_UNAVAILABLE);
            case Refusal.NotRouted _,
                    Refusal.MissingSessionId _,
                    Refusal.MalformedSessionId _,
                    Refusal.MalformedSessionWait _,
                    Refusal.BadToken _,
                    Refusal.OutcomeUnknown _,
                    Refusal.GatewayOverloaded _,
                    Refusal.GatewayDraining _ ->
                    throw new IllegalArgumentException("no answer to a claim: " + refusal);
        }
        return refused.build();
    }

    static Refusal refusal(Refused refused) {
        var expected = of(refused.getExpected());
        return switch (refused.getReason()) {
            case NOT_OWNER -> new Refusal.NotOwner();
            case SESSION_LOST -> new Refusal.SessionLost();
            case ALL_INSTANCES_BUSY ->
                    new Refusal.AllInstancesBusy(
                            refused.getTotal(), refused.getBusy(), refused.getWaiting(), expected);
            case QUEUE_FULL ->
                    new Refusal.QueueFull(refused.getPosition(), refused.getWaiting(), expected);
            case QUEUE_TIMEOUT ->
                    new Refusal.QueueTimeout(refused.getPosition(), refused.getWaiting(), expected);
            case USER_QUOTA ->
                    new Refusal.UserQuota(refused.getLimit(), refused.getUsed(), expected);
            case NO_AVAILABLE_INSTANCES -> new Refusal.NoAvailableInstances();
            case BACKEND_UNAVAILABLE -> new Refusal.BackendUnavailable(cause(refused.getCause()));
            case GATEWAY_STARTING -> new Refusal.GatewayStarting();
            // Of a later version: the client comes back.
            case STORE_UNAVAILABLE, REASON_UNSPECIFIED, UNRECOGNIZED ->
                    new Refusal.StoreUnavailable();
        };
    }

    /// @param name may be of a later version
    private static Cause cause(String name) {
        return Arrays.stream(Cause.values())
                .filter(cause -> cause.name().equals(name))
                .findFirst()
                .orElse(Cause.NONE_BOUND);
    }

    static LeaderProbeResponse.Reach of(Reach reach) {
        return switch (reach) {
            case CONNECTED -> LeaderProbeResponse.Reach.CONNECTED;
            case REFUSED -> LeaderProbeResponse.Reach.REFUSED;
            case SILENT -> LeaderProbeResponse.Reach.SILENT;
        };
    }

    static Reach reach(LeaderProbeResponse response) {
        return switch (response.getReach()) {
            case CONNECTED -> Reach.CONNECTED;
            case REFUSED -> Reach.REFUSED;
            case SILENT, REACH_UNSPECIFIED, UNRECOGNIZED -> Reach.SILENT;
        };
    }

    static com.google.protobuf.Duration of(Duration duration) {
        return com.google.protobuf.Duration.newBuilder()
                .setSeconds(duration.getSeconds())
                .setNanos(duration.getNano())
                .build();
    }

    static Duration of(com.google.protobuf.Duration duration) {
        return Duration.ofSeconds(duration.getSeconds(), duration.getNanos());
    }
}
