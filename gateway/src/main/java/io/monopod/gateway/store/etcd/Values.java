package io.monopod.gateway.store.etcd;

import static java.util.stream.Collectors.toSet;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;

import io.monopod.config.HostPort;
import io.monopod.contract.ClusterName;
import io.monopod.contract.Epoch;
import io.monopod.contract.InstanceId;
import io.monopod.contract.UserName;
import io.monopod.gateway.store.Claim;
import io.monopod.gateway.store.Handover;
import io.monopod.gateway.store.Member;
import io.monopod.proto.store.v1.Instances;
import io.monopod.vouch.InstanceKey;
import io.monopod.vouch.MacKey;

import java.util.HashMap;
import java.util.Set;

/// The values, as messages of `store.proto`.
final class Values {
    private Values() {}

    static ByteString of(Member member) {
        return io.monopod.proto.store.v1.Member.newBuilder()
                .setId(member.id())
                .setControlAddress(member.control().toString())
                .setKey(ByteString.copyFrom(member.key().bytes()))
                .build()
                .toByteString();
    }

    static Member member(ByteString value) throws InvalidProtocolBufferException {
        var read = io.monopod.proto.store.v1.Member.parseFrom(value);
        return new Member(
                read.getId(),
                HostPort.parse(read.getControlAddress()),
                MacKey.of(read.getKey().toByteArray()));
    }

    static ByteString of(Handover handover) {
        var message = io.monopod.proto.store.v1.Handover.newBuilder().setLine(handover.line());
        handover.instances()
                .forEach((name, instances) -> message.putInstances(name.value(), of(instances)));
        return message.build().toByteString();
    }

    private static Instances of(Set<InstanceId> instances) {
        return Instances.newBuilder()
                .addAllIds(instances.stream().map(InstanceId::value).toList())
                .build();
    }

    static Handover handover(ByteString value) throws InvalidProtocolBufferException {
        var read = io.monopod.proto.store.v1.Handover.parseFrom(value);
        var instances = new HashMap<ClusterName, Set<InstanceId>>();
        read.getInstancesMap()
                .forEach(
                        (name, ids) ->
                                instances.put(
                                        new ClusterName(name),
                                        ids.getIdsList().stream()
                                                .map(InstanceId::new)
                                                .collect(toSet())));
        return new Handover(instances, read.getLine());
    }

    static ByteString of(long number) {
        return ByteString.copyFromUtf8(Long.toString(number));
    }

    /// @throws IllegalArgumentException if it is none
    static long number(ByteString value) {
        return Long.parseLong(value.toStringUtf8());
    }

    /// @throws IllegalArgumentException if it is none
    static Epoch epoch(ByteString value) {
        return new Epoch(number(value));
    }

    static ByteString of(Claim claim) {
        return io.monopod.proto.store.v1.Claim.newBuilder()
                .setInstanceId(claim.instance().value())
                .setAddress(claim.address().toString())
                .setInstanceKey(ByteString.copyFrom(claim.key().key().bytes()))
                .setEpoch(claim.epoch().value())
                .setOwner(claim.owner().value())
                .build()
                .toByteString();
    }

    static Claim claim(Claim.Of of, ByteString value) throws InvalidProtocolBufferException {
        var read = io.monopod.proto.store.v1.Claim.parseFrom(value);
        return new Claim(
                of,
                new InstanceId(read.getInstanceId()),
                HostPort.parse(read.getAddress()),
                InstanceKey.of(read.getInstanceKey().toByteArray()),
                new Epoch(read.getEpoch()),
                new UserName(read.getOwner()));
    }
}
