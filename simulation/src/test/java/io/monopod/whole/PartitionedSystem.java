package io.monopod.whole;

import io.grpc.ManagedChannel;
import io.monopod.config.HostPort;
import io.monopod.gateway.Gateway;
import io.monopod.instance.Instance;
import io.monopod.instance.InstanceConfig;
import io.monopod.instance.SessionService;
import io.monopod.process.ListenPort;
import io.monopod.process.LocalEtcd;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// Three gateways and a real etcd, of which one gateway and its instance can be cut off. Whatever
/// goes from one side to the other passes a [Relay].
final class PartitionedSystem implements AutoCloseable {
    private static final int GATEWAYS = 3;

    private final int lone;
    private final LocalEtcd etcd;
    private final Relay loneToStore = new Relay();
    private final Relay toLoneInstance = new Relay();

    /// To each gateway, from the others and from the instances of the other side.
    private final List<Relay> relays = new ArrayList<>();

    private final List<Gateway> gateways = new ArrayList<>();
    private final List<ManagedChannel> channels = new ArrayList<>();
    private final List<Instance> instances = new ArrayList<>();
    private final Collection<Recorded.Sent> sent = new ConcurrentLinkedQueue<>();

    /// @param lone the gateway that can be cut off; 0 leads
    PartitionedSystem(Path directory, int lone) throws IOException, InterruptedException {
        this.lone = lone;
        this.etcd = new LocalEtcd(directory, 1);
        loneToStore.to(etcd.endpoints().getFirst());
        for (int i = 0; i < GATEWAYS; i++) {
            start(i, Files.createDirectories(directory.resolve("gateway-" + i)));
        }
    }

    private void start(int i, Path files) throws IOException, InterruptedException {
        var relay = new Relay();
        relays.add(relay);
        var config =
                """
                demo: true
                store: {type: etcd, endpoints: [%s], advertise: %s}
                """
                        .formatted(
                                i == lone ? loneToStore.address() : etcd.endpoints().getFirst(),
                                relay.address());
        var gateway = Gateway.start(WholeSystem.config(files, config), InstantSource.system());
        relay.to(new HostPort("127.0.0.1", gateway.controlPort()));
        gateways.add(gateway);
        channels.add(WholeSystem.channel(new HostPort("localhost", gateway.dataPort())));
    }

    /// Starts the instance on the lone gateway's side.
    Instance startLoneInstance() throws IOException, InterruptedException {
        int port = ListenPort.chooseFree(1).getFirst();
        toLoneInstance.to(new HostPort("127.0.0.1", port));
        return start(port, Optional.of(toLoneInstance.address()), i -> i == lone);
    }

    /// Starts an instance on the other side.
    Instance startInstance() throws InterruptedException {
        return start(0, Optional.empty(), i -> i != lone);
    }

    private Instance start(int port, Optional<HostPort> advertise, IntPredicate isNear)
            throws InterruptedException {
        var known =
                IntStream.range(0, GATEWAYS)
                        .mapToObj(i -> isNear.test(i) ? near(i) : relays.get(i).address())
                        .toList();
        var usual = WholeSystem.instanceConfig(known);
        var instance =
                Instance.start(
                        new InstanceConfig(
                                usual.name(),
                                usual.host(),
                                port,
                                advertise,
                                known,
                                usual.cluster(),
                                usual.joinSecret(),
                                usual.afterSession(),
                                usual.drainTime(),
                                usual.maxMessage(),
                                usual.tls(),
                                usual.gatewayTls()),
                        SessionService.of(new Recorded(sent)));
        instances.add(instance);
        if (!instance.awaitRegistered()) {
            throw new AssertionError("the instance is not registered");
        }
        return instance;
    }

    private HostPort near(int i) {
        return new HostPort("localhost", gateways.get(i).controlPort());
    }

    /// What instances have sent to clients.
    Collection<Recorded.Sent> sent() {
        return sent;
    }

    /// The client's connection to a gateway.
    ManagedChannel channel(int gateway) {
        return channels.get(gateway);
    }

    Set<Relay.Connection> connectionsToLoneInstance() {
        return toLoneInstance.connections();
    }

    /// Cuts the lone gateway and its instance off from all else.
    ///
    /// @param between the connections between them
    void cut(Set<Relay.Connection> between) {
        loneToStore.cut(Set.of());
        relays.forEach(relay -> relay.cut(Set.of()));
        toLoneInstance.cut(between);
    }

    /// Cuts the lone gateway off from the store alone.
    void cutFromStore() {
        loneToStore.cut(Set.of());
    }

    void mend() {
        loneToStore.mend();
        relays.forEach(Relay::mend);
        toLoneInstance.mend();
    }

    @Override
    public void close() throws IOException {
        mend();
        channels.forEach(ManagedChannel::shutdownNow);
        instances.forEach(Instance::stop);
        gateways.forEach(Gateway::close);
        etcd.close();
        loneToStore.close();
        toLoneInstance.close();
        for (var relay : relays) {
            relay.close();
        }
    }
}
