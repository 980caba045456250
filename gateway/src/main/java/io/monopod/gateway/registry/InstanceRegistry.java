package io.monopod.gateway.registry;

import io.grpc.BindableService;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.monopod.config.Secret;
import io.monopod.contract.ClusterName;
import io.monopod.datapath.call.CallHandler;
import io.monopod.datapath.call.CallServer;
import io.monopod.datapath.http2.header.HeaderList;
import io.monopod.gateway.control.InstanceControl;
import io.monopod.gateway.control.ReportVerifier;
import io.monopod.gateway.table.Rules;

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

/// The entry point of this package: the registered clusters, the gRPC service through which
/// instances join them, and the thread that expires leases.
public final class InstanceRegistry implements AutoCloseable {
    private static final Logger LOG = System.getLogger(InstanceRegistry.class.getName());

    /// How often leases are checked, so how late the end of one may be noticed.
    private static final Duration TICK = Duration.ofMillis(100);

    private final Map<ClusterName, RegisteredCluster> clusters;
    private final InstanceControl control;
    private final ServerServiceDefinition service;
    private final Secret joinSecret;
    private final CountDownLatch closed = new CountDownLatch(1);

    private InstanceRegistry(
            Map<ClusterName, RegisteredCluster> clusters,
            RegistrationTerms terms,
            Secret joinSecret,
            ReportVerifier verifier,
            InstanceControl control) {
        this.clusters = clusters;
        this.control = control;
        this.joinSecret = joinSecret;
        this.service =
                guarded(
                        new RegistryService(
                                List.copyOf(clusters.values()), terms, verifier, control::isThere));
    }

    /// A service that only instances reach.
    public ServerServiceDefinition guarded(BindableService open) {
        return ServerInterceptors.intercept(open, new JoinGuard(joinSecret));
    }

    /// @param rules of each registered cluster
    /// @param verifier verifies what instances report
    /// @param control closed with the registry
    /// @param listener gets the events of all clusters
    public static InstanceRegistry start(
            Map<ClusterName, Rules> rules,
            RegistrationTerms terms,
            Secret joinSecret,
            ReportVerifier verifier,
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
        var registry = new InstanceRegistry(clusters, terms, joinSecret, verifier, control);
        Thread.ofVirtual().name("leases").start(registry::watchLeases);
        return registry;
    }

    /// Forgets all instances and sessions, and begins with empty tables; see
    /// [RegisteredCluster#restart].
    public void restart(
            Map<ClusterName, Rules> rules, InstanceControl with, SessionListener listener) {
        rules.forEach((name, each) -> cluster(name).restart(each, with, listener));
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

    /// The handler for calls on the control listener; `server` serves them.
    public CallHandler calls(CallServer server) {
        return new JoinedCalls(server, joinSecret);
    }

    /// Whether the call has the join secret.
    public boolean isJoined(HeaderList head) {
        return JoinedCalls.isJoined(head, joinSecret);
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

    /// A failed tick must not end the thread: no lease would expire any more.
    private static void tick(RegisteredCluster cluster, Duration late) {
        try {
            cluster.tick(late);
        } catch (RuntimeException | Error e) {
            LOG.log(
                    Level.ERROR,
                    "periodic work failed and will be repeated cluster=" + cluster.name(),
                    e);
        }
    }

    /// Stops the threads of the registry. The tables stay readable.
    @Override
    public void close() {
        closed.countDown();
        clusters.values().forEach(RegisteredCluster::close);
        control.close();
    }
}
