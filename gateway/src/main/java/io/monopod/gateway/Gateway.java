package io.monopod.gateway;

import io.grpc.ServerServiceDefinition;
import io.helidon.webserver.ListenerConfig;
import io.helidon.webserver.WebServer;
import io.monopod.config.HostPort;
import io.monopod.config.InvalidSetting;
import io.monopod.contract.ClusterName;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.datapath.call.CallHandler;
import io.monopod.datapath.call.CallServer;
import io.monopod.datapath.call.HealthProbes;
import io.monopod.datapath.call.LocalCalls;
import io.monopod.datapath.downstream.DataPath;
import io.monopod.datapath.serve.GrpcServices;
import io.monopod.gateway.admin.EventFeed;
import io.monopod.gateway.admin.GatewayList;
import io.monopod.gateway.admin.HealthEndpoints;
import io.monopod.gateway.admin.LocalOperations;
import io.monopod.gateway.admin.SpareInstances;
import io.monopod.gateway.assign.Instance;
import io.monopod.gateway.assign.SessionEvent;
import io.monopod.gateway.assign.SlotReport;
import io.monopod.gateway.auth.Auth;
import io.monopod.gateway.call.CallPath;
import io.monopod.gateway.call.ConnectionListener;
import io.monopod.gateway.call.DisconnectGrace;
import io.monopod.gateway.call.GatewayPhase;
import io.monopod.gateway.call.OnExpiry;
import io.monopod.gateway.call.SessionClient;
import io.monopod.gateway.call.SessionDestination;
import io.monopod.gateway.config.GatewayConfig;
import io.monopod.gateway.control.GrpcInstanceControl;
import io.monopod.gateway.control.ReportVerifier;
import io.monopod.gateway.listen.ListenerWatch;
import io.monopod.gateway.listen.ListenerWatch.Listener;
import io.monopod.gateway.local.Liveness;
import io.monopod.gateway.local.LocalServices;
import io.monopod.gateway.registry.ClusterSessions;
import io.monopod.gateway.registry.InstanceRegistry;
import io.monopod.gateway.registry.QueueStatus;
import io.monopod.gateway.registry.QueueStatuses;
import io.monopod.gateway.registry.SteadyClock;
import io.monopod.gateway.route.Cluster;
import io.monopod.gateway.shared.Gateways;
import io.monopod.gateway.telemetry.CallMeters;
import io.monopod.gateway.telemetry.Metrics;
import io.monopod.gateway.telemetry.ObservedCalls;
import io.monopod.gateway.telemetry.SessionMeters;
import io.monopod.gateway.tracing.Tracing;
import io.monopod.process.ListenPort;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;

/// A running gateway: one Helidon server with three listeners.
/// - *data*: clients. Helidon accepts; [DataPath] does TLS and speaks HTTP/2.
/// - *control*: instances register here, on a [DataPath] of their own.
/// - *admin*: operators.
public final class Gateway implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Gateway.class.getName());

    private static final String CONTROL = "control";
    private static final String ADMIN = OperatorListener.NAME;

    private static final Duration WATCH_PERIOD = Duration.ofSeconds(2);

    private static final Duration NEVER = Duration.ofDays(365);

    /// How long a load balancer may take to notice that this gateway is leaving.
    private static final Duration NOTICE = Duration.ofSeconds(1);

    private final GatewayConfig config;
    private final GatewayTls tls;
    private final Optional<SharedStore> store;
    private final Auth auth;
    private final EventFeed feed;
    private final InstanceRegistry registry;
    private final SpareInstances spare;
    private final LocalOperations operations;
    private final Optional<Gateways> gateways;
    private final Optional<DisconnectGrace> grace;
    private final Optional<Tracing> tracing;
    private final CallMeters calls;
    private final PrometheusRegistry meters = new PrometheusRegistry();
    private final SessionMeters sessions = new SessionMeters(meters);
    private final DataPath dataPath;
    private final DataPath controlPath;
    private final OperatorListener operators;
    private final WebServer server;
    private final CompletableFuture<String> lostListener = new CompletableFuture<>();
    private volatile @Nullable ListenerWatch watch;
    private volatile GatewayPhase phase = GatewayPhase.STARTING;

    private Gateway(GatewayConfig config, InstantSource clock) throws InterruptedException {
        this.config = config;
        this.tls = GatewayTls.of(config);
        // Before `Auth`, which creates the key file: its absence marks a first start.
        var startGrace = Registries.grace(config);
        var steady = new SteadyClock(clock);
        this.store = SharedStore.open(config);
        this.auth =
                new Auth(
                        config.auth(),
                        store.map(SharedStore::key)
                                .orElseGet(() -> Auth.configuredKey(config.auth())),
                        config.demo(),
                        (user, session, expiry) -> loggedIn(user, session, steady.at(expiry)),
                        clock);
        this.feed = new EventFeed(steady.instant());
        var verifier = new ReportVerifier(auth.grantKey(), auth::verifier, steady::wall);
        var instances =
                new GrpcInstanceControl(verifier, tls.instances(), config.timeouts().bind());
        this.registry =
                Registries.start(
                        config,
                        auth,
                        verifier,
                        instances,
                        startGrace,
                        steady,
                        this::happened,
                        this::vouches,
                        this::controls);
        this.spare = new SpareInstances(config.clusters());
        this.operations = new LocalOperations(registry.clusters(), spare, feed);
        this.gateways = store.map(_ -> gateways(instances, steady));
        this.grace =
                config.disconnectGrace()
                        .filter(_ -> store.isEmpty()) // else the instances count it
                        .map(time -> new DisconnectGrace(time, this::clientGone));
        this.tracing =
                config.tracing().collector().map(uri -> new Tracing(uri, config.tracing().share()));
        this.calls = new CallMeters(config.routing().table());
        var limits = DataPathLimits.of(config);
        this.dataPath = new DataPath(observed(callPath(steady)), limits, tls.data());
        var controlLimits = DataPathLimits.ofControl(config);
        this.controlPath =
                new DataPath(
                        controlCalls(),
                        controlLimits,
                        tls.control(),
                        dataPath.process().beside(controlLimits.shared()),
                        HealthProbes.NONE);
        this.operators = new OperatorListener(config, tls);
        this.server = server(clock);
    }

    /// Starts a gateway. It serves when this method returns.
    ///
    /// @throws InvalidSetting if a setting is invalid, for example a file that cannot be read
    /// @throws UncheckedIOException if a port cannot be listened on
    public static Gateway start(GatewayConfig config, InstantSource clock)
            throws InterruptedException {
        requirePorts(config);
        var gateway = new Gateway(config, clock);
        try {
            gateway.listen();
            gateway.join();
        } catch (RuntimeException e) {
            gateway.close();
            throw e;
        }
        gateway.phase = GatewayPhase.SERVING;
        return gateway;
    }

    private Gateways gateways(GrpcInstanceControl instances, SteadyClock clock) {
        return new Gateways(
                new Gateways.Parts(
                        registry,
                        (above, settled) -> Registries.ofTerm(config, clock, above, settled),
                        instances,
                        operations,
                        feed,
                        Registries.logged(this::happened),
                        grant -> cut(grant.instance()),
                        tls.instances()),
                config.lease(),
                clock);
    }

    private CallHandler controlCalls() {
        var services = new ArrayList<>(List.of(registry.service()));
        gateways.ifPresent(others -> services.add(others.service()));
        var own = registry.calls(hosted(CONTROL, services));
        return gateways.map(others -> others.controlCalls(own, leaderless(others))).orElse(own);
    }

    private CallHandler leaderless(Gateways others) {
        return new LocalCalls(hosted(CONTROL, List.of(others.leaderlessRegistry())));
    }

    private void listen() {
        server.start();
        if (!server.isRunning()) {
            // The port was taken after the first check. Helidon only logs that and closes the other
            // listeners.
            requirePorts(config);
            throw new UncheckedIOException(new IOException("cannot listen: the log says why"));
        }
        operators.opened(adminPort());
        watch =
                new ListenerWatch(
                        List.of(
                                new Listener("data", config.data().host(), dataPort()),
                                new Listener(CONTROL, config.control().host(), controlPort()),
                                new Listener(ADMIN, config.admin().host(), adminPort())),
                        WATCH_PERIOD,
                        lost -> lostListener.complete(lost.name()));
    }

    /// Joins the other gateways, if there may be some. Without a leader this gateway serves, but
    /// gives out no instance.
    private void join() throws InterruptedException {
        if (gateways.isEmpty() || store.isEmpty()) {
            return;
        }
        gateways.get().join(SharedStore.control(config, controlPort()), store.get().etcd()::open);
        if (!gateways.get().awaitLeader()) {
            LOG.log(Level.WARNING, "no gateway leads yet: new sessions are refused");
        }
    }

    /// Waits until a listener ends unexpectedly. The other listeners continue, and liveness reports
    /// a failure.
    ///
    /// @return the listener's name
    String awaitLostListener() throws InterruptedException {
        try {
            return lostListener.get();
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    private static void requirePorts(GatewayConfig config) {
        ListenPort.requireFree(config.data().host(), config.data().port());
        ListenPort.requireFree(config.control().host(), config.control().port());
        ListenPort.requireFree(config.admin().host(), config.admin().port());
    }

    private void happened(ClusterName cluster, SessionEvent event) {
        feed.happened(cluster, event);
        sessions.happened(cluster, event);
        var stale = StaleCallCutter.of(event);
        if (stale != null) {
            cut(stale);
        }
    }

    /// A gateway that stands alone does not say.
    private Optional<Boolean> vouches(Instance instance, SlotReport report) {
        return gateways.map(others -> others.vouches(instance, report));
    }

    private List<HostPort> controls() {
        return gateways.map(Gateways::controls).orElse(List.of());
    }

    private void cut(Instance instance) {
        dataPath.cut(SessionDestination.target(instance, tls.instances(), 0));
    }

    private void loggedIn(UserName user, SessionId session, Instant expiry) {
        if (config.auth().endOnExpiry()) {
            registry.clusters()
                    .forEach(each -> sessions(each.name()).allowUntil(session, user, expiry));
        }
    }

    private void clientGone(SessionClient gone) {
        registry.clusters()
                .forEach(cluster -> cluster.sessions().clientGone(gone.session(), gone.user()));
    }

    private CallHandler observed(CallHandler path) {
        var metered = new ObservedCalls(path, calls);
        return tracing.<CallHandler>map(spans -> new ObservedCalls(metered, spans)).orElse(metered);
    }

    private CallPath callPath(SteadyClock clock) {
        var destinations = new Destinations(this::sessions, tls, localServices(clock), clock);
        return new CallPath(
                () -> phase,
                config.routing().table(),
                auth::verifier,
                destinations.of(config.routing()),
                config.waitingRoom().longest(),
                config.auth().endOnExpiry() ? OnExpiry.END : OnExpiry.CONTINUE,
                grace.<ConnectionListener>map(Function.identity())
                        .orElse(ConnectionListener.IGNORED),
                clock);
    }

    private ClusterSessions sessions(ClusterName cluster) {
        return gateways.map(others -> others.sessions(cluster))
                .orElseGet(() -> registry.cluster(cluster).sessions());
    }

    private WebServer server(InstantSource clock) {
        var builder =
                WebServer.builder()
                        .shutdownHook(false)
                        .host(config.data().host())
                        .port(config.data().port())
                        .idleConnectionTimeout(NEVER)
                        .putSocket(CONTROL, controlListener())
                        .putSocket(ADMIN, adminListener(clock))
                        .featuresDiscoverServices(false);
        dataPath.listenOn(builder);
        return builder.build();
    }

    private ListenerConfig controlListener() {
        var listener =
                ListenerConfig.builder()
                        .host(config.control().host())
                        .port(config.control().port())
                        .idleConnectionTimeout(NEVER);
        controlPath.listenOn(listener);
        return listener.build();
    }

    private CallServer localServices(InstantSource clock) {
        var services =
                new LocalServices(
                        auth,
                        config.routing(),
                        registry.clusters(),
                        gateways.<QueueStatuses>map(others -> others::queueStatus)
                                .orElse(QueueStatus::of),
                        liveness(),
                        clock);
        return hosted(Cluster.Local.NAME.value(), services.services());
    }

    private CallServer hosted(String name, List<ServerServiceDefinition> services) {
        return new GrpcServices(name, (int) config.limits().message().bytes(), services);
    }

    private ListenerConfig adminListener(InstantSource clock) {
        return operators.listener(
                operators.api(
                        gateways.map(Gateways::operations).orElse(operations),
                        this::gatewayList,
                        feed,
                        auth,
                        clock),
                new Metrics(meters, calls, registry.clusters(), this::leads, spare, dataPath),
                new HealthEndpoints(
                        () -> !lostListener.isDone(),
                        () -> phase,
                        () -> gateways.map(Gateways::role)));
    }

    private GatewayList gatewayList() {
        return gateways.map(Gateways::list)
                .orElseGet(() -> GatewayList.alone(config.control().host() + ":" + controlPort()));
    }

    private Liveness liveness() {
        return new Liveness() {
            @Override
            public GatewayPhase phase() {
                return phase;
            }

            @Override
            public boolean hasLiveInstance(ClusterName cluster) {
                // Where another gateway leads, it knows the instances.
                return gateways.map(others -> others.isLed() && !others.leads()).orElse(false)
                        || !registry.cluster(cluster).sessions().table().instances().isEmpty();
            }
        };
    }

    /// Whether this gateway gives out the instances: always, unless several share a store.
    public boolean leads() {
        return gateways.map(Gateways::leads).orElse(true);
    }

    public int dataPort() {
        return server.port();
    }

    public int controlPort() {
        return server.port(CONTROL);
    }

    public int adminPort() {
        return server.port(ADMIN);
    }

    /// Bytes received from clients and instances since the start.
    long bytesReceived() {
        var traffic = dataPath.traffic();
        return traffic.fromClients() + traffic.fromInstances();
    }

    /// Sends GOAWAY to the clients, refuses new calls, lets running calls end, and closes. Returns
    /// when everything is closed, shortly after the drain time at the latest.
    public void drain() throws InterruptedException {
        phase = GatewayPhase.LEAVING;
        var watching = watch;
        if (watching != null) {
            watching.close();
        }
        operators.close();
        if (gateways.isPresent()) {
            gateways.get().resign();
            leaveToOthers();
        } else {
            dataPath.drain(config.drainTime(), () -> phase = GatewayPhase.DRAINING);
        }
        close();
    }

    /// No call is lost whose client follows GOAWAY. First load balancers get time to notice that
    /// this gateway is not ready. Then who comes back after GOAWAY is turned away to another
    /// gateway: a second GOAWAY might cost it the one retry that gRPC grants.
    private void leaveToOthers() throws InterruptedException {
        Thread.sleep(NOTICE);
        dataPath.turnAway();
        dataPath.drain(config.drainTime(), () -> {});
    }

    /// Closes at once and cuts running calls.
    @Override
    public void close() {
        phase = GatewayPhase.DRAINING;
        var watching = watch;
        if (watching != null) {
            watching.close();
        }
        operators.close();
        dataPath.close();
        controlPath.close();
        grace.ifPresent(DisconnectGrace::close);
        feed.close();
        server.stop();
        gateways.ifPresent(Gateways::close);
        store.ifPresent(SharedStore::close);
        registry.close();
        auth.close();
        tls.close();
        tracing.ifPresent(Tracing::close);
    }
}
