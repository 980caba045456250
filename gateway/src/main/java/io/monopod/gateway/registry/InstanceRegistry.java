package io.monopod.gateway.registry;

import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.monopod.config.Secret;
import io.monopod.contract.ClusterName;
import io.monopod.gateway.assign.Rules;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// The front door of this package: every registered cluster, the gRPC service by which instances
/// join them, and the clock work that lets leases run out.
public final class InstanceRegistry implements AutoCloseable {
    private static final Logger LOG = System.getLogger(InstanceRegistry.class.getName());

    /// How late the end of a lease may be noticed.
    private static final Duration TICK = Duration.ofMillis(100);

    private final Map<ClusterName, RegisteredCluster> clusters;
    private final ServerServiceDefinition service;
    private final CountDownLatch closed = new CountDownLatch(1);

    private InstanceRegistry(
            Map<ClusterName, RegisteredCluster> clusters, Terms terms, Secret joinSecret) {
        this.clusters = clusters;
        this.service =
                ServerInterceptors.intercept(
                        new RegistryService(List.copyOf(clusters.values()), terms),
                        new JoinGuard(joinSecret));
    }

    /// @param rules of each registered cluster
    /// @param listener hears what happens in all of them
    public static InstanceRegistry start(
            Map<ClusterName, Rules> rules,
            Terms terms,
            Secret joinSecret,
            InstanceControl control,
            InstantSource clock,
            SessionListener listener) {
        var clusters =
                rules.entrySet().stream()
                        .map(
                                cluster ->
                                        new RegisteredCluster(
                                                cluster.getKey(),
                                                cluster.getValue(),
                                                control,
                                                clock,
                                                listener))
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        RegisteredCluster::name, cluster -> cluster));
        var registry = new InstanceRegistry(clusters, terms, joinSecret);
        Thread.ofVirtual().name("leases").start(registry::watchLeases);
        return registry;
    }

    /// @throws NoSuchElementException if there is no registered cluster of that name
    public RegisteredCluster cluster(ClusterName name) {
        var cluster = clusters.get(name);
        if (cluster == null) {
            throw new NoSuchElementException("no registered cluster " + name);
        }
        return cluster;
    }

    public List<RegisteredCluster> clusters() {
        return List.copyOf(clusters.values());
    }

    /// The `Registry` service with its guard, for the control listener.
    public ServerServiceDefinition service() {
        return service;
    }

    private void watchLeases() {
        try {
            long last = System.nanoTime();
            while (!closed.await(TICK.toMillis(), TimeUnit.MILLISECONDS)) {
                long now = System.nanoTime();
                var late = Duration.ofNanos(now - last).minus(TICK);
                last = now;
                clusters.values().forEach(cluster -> tick(cluster, late));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Whatever fails in one tick, the next one comes: without it no lease would run out any more.
    private static void tick(RegisteredCluster cluster, Duration late) {
        try {
            cluster.tick(late);
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "clock work failed, trying on cluster=" + cluster.name(), e);
        }
    }

    /// Stops what runs here. What the tables hold stays readable.
    @Override
    public void close() {
        closed.countDown();
        clusters.values().forEach(RegisteredCluster::close);
    }
}
