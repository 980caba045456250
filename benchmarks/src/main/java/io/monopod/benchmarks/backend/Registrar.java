package io.monopod.benchmarks.backend;

import com.google.protobuf.ByteString;

import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import io.monopod.contract.InstanceId;
import io.monopod.contract.Names;
import io.monopod.proto.control.v1.HeartbeatRequest;
import io.monopod.proto.control.v1.RegisterRequest;
import io.monopod.proto.control.v1.RegistryGrpc;
import io.monopod.proto.control.v1.RegistryGrpc.RegistryBlockingStub;
import io.monopod.vouch.InstanceKey;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Registers the instances at a gateway and renews their leases until the process ends.
final class Registrar {
    private final InstanceKey key = InstanceKey.random();
    private final RegistryBlockingStub registry;
    private final Slots slots;
    private final List<String> instances = new ArrayList<>();
    private Duration interval = Duration.ofSeconds(1);

    /// @param gateway the control address, `host:port`
    Registrar(String gateway, String joinSecret, Slots slots) {
        ManagedChannel channel =
                Grpc.newChannelBuilder(gateway, InsecureChannelCredentials.create()).build();
        var metadata = new Metadata();
        metadata.put(Metadata.Key.of(Names.JOIN, Metadata.ASCII_STRING_MARSHALLER), joinSecret);
        this.registry =
                RegistryGrpc.newBlockingStub(channel)
                        .withWaitForReady()
                        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata));
        this.slots = slots;
    }

    /// @param ports one per instance
    void register(String cluster, List<Integer> ports) {
        for (var port : ports) {
            var instance = "bench-" + port;
            var response =
                    registry.register(
                            RegisterRequest.newBuilder()
                                    .setInstanceId(instance)
                                    .setCluster(cluster)
                                    .setAddress("127.0.0.1:" + port)
                                    .setSlot(slots.report(instance))
                                    .setKey(ByteString.copyFrom(key.key().bytes()))
                                    .build());
            instances.add(instance);
            interval =
                    Duration.ofSeconds(response.getHeartbeatInterval().getSeconds())
                            .plusNanos(response.getHeartbeatInterval().getNanos());
        }
        Thread.ofPlatform().daemon().name("heartbeats").start(this::keepLeases);
    }

    private void keepLeases() {
        try {
            while (true) {
                // Not a wait for an event: this is the heartbeat interval.
                Thread.sleep(interval);
                for (var instance : instances) {
                    registry.heartbeat(
                            HeartbeatRequest.newBuilder()
                                    .setInstanceId(instance)
                                    .setSlot(slots.report(instance))
                                    .setProof(key.registryProof(new InstanceId(instance)))
                                    .build());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
