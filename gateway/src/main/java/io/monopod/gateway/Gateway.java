package io.monopod.gateway;

import io.helidon.common.socket.SocketOptions;
import io.helidon.webserver.ListenerConfig;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.grpc.GrpcRouting;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http2.Http2Config;
import io.monopod.config.InvalidSetting;
import io.monopod.contract.ClusterName;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.gateway.admin.AdminApi;
import io.monopod.gateway.admin.EventFeed;
import io.monopod.gateway.admin.Health;
import io.monopod.gateway.assign.SessionEvent;
import io.monopod.gateway.auth.Auth;
import io.monopod.gateway.call.CallHandler;
import io.monopod.gateway.call.CallPath;
import io.monopod.gateway.call.Claimant;
import io.monopod.gateway.call.DisconnectGrace;
import io.monopod.gateway.call.OnExpiry;
import io.monopod.gateway.call.Phase;
import io.monopod.gateway.call.Presence;
import io.monopod.gateway.call.SessionDestination;
import io.monopod.gateway.call.Target;
import io.monopod.gateway.config.GatewayConfig;
import io.monopod.gateway.local.Liveness;
import io.monopod.gateway.local.LocalServices;
import io.monopod.gateway.proxy.DataPath;
import io.monopod.gateway.registry.InstanceRegistry;
import io.monopod.gateway.registry.SteadyClock;
import io.monopod.gateway.telemetry.CallMeters;
import io.monopod.gateway.telemetry.Metrics;
import io.monopod.gateway.telemetry.ObservedCalls;
import io.monopod.gateway.telemetry.SessionMeters;
import io.monopod.gateway.tracing.Tracing;
import io.monopod.process.ListenPort;
import io.monopod.tls.ListenerTls;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/// A running gateway: one Helidon server with three listeners, and what stands behind each.
/// - *data*: clients. Helidon accepts; [DataPath] does TLS and speaks HTTP/2.
/// - *control*: instances register here. The gateway's own gRPC services, `Login` among them, are
///   here too; clients reach them through the data path, like those of any other cluster.
/// - *admin*: operators.
public final class Gateway implements AutoCloseable {
    private static final String CONTROL = "control";
    private static final String ADMIN = "admin";

    /// The gateway's own services again, without TLS and on loopback only, for the gateway itself.
    private static final String LOCAL = "local";

    /// Where the gateway reaches its own services.
    private static final String LOOPBACK = "localhost";

    /// Helidon's own default is 4 KiB.
    private static final int RECEIVE_BUFFER = 256 << 10;

    private static final Duration NEVER = Duration.ofDays(365);

    private final GatewayConfig config;
    private final GatewayTls tls;
    private final Auth auth;
    private final EventFeed feed;
    private final InstanceRegistry registry;
    private final Optional<DisconnectGrace> grace;
    private final Optional<Tracing> tracing;
    private final CallMeters calls;
    private final PrometheusRegistry meters = new PrometheusRegistry();
    private final SessionMeters sessions = new SessionMeters(meters);
    private final DataPath dataPath;
    private final WebServer server;
    private volatile Phase phase = Phase.STARTING;

    private Gateway(GatewayConfig config, InstantSource clock) throws InterruptedException {
        this.config = config;
        this.tls = GatewayTls.of(config);
        // Before the key file may be made.
        var startGrace = Registries.grace(config);
        var steady = new SteadyClock(clock);
        this.auth =
                new Auth(
                        config.auth(),
                        config.demo(),
                        (user, session, expiry) -> loggedIn(user, session, steady.at(expiry)),
                        clock);
        this.feed = new EventFeed(steady.instant());
        this.registry =
                Registries.start(config, auth, tls.instances(), startGrace, steady, this::happened);
        this.grace =
                config.disconnectGrace().map(time -> new DisconnectGrace(time, this::clientGone));
        this.tracing =
                config.tracing().collector().map(uri -> new Tracing(uri, config.tracing().share()));
        this.calls = new CallMeters(config.routing().table());
        this.dataPath =
                new DataPath(observed(callPath(steady)), DataPathLimits.of(config), tls.data());
        this.server = server(clock);
    }

    /// Starts a gateway. It serves when this returns.
    ///
    /// @throws InvalidSetting if what the configuration names is not what it should be
    /// @throws UncheckedIOException if a port cannot be listened on
    public static Gateway start(GatewayConfig config, InstantSource clock)
            throws InterruptedException {
        requirePorts(config);
        var gateway = new Gateway(config, clock);
        try {
            gateway.listen();
        } catch (RuntimeException e) {
            gateway.close();
            throw e;
        }
        gateway.phase = Phase.SERVING;
        return gateway;
    }

    private void listen() {
        server.start();
        if (!server.isRunning()) {
            // One was taken since then: Helidon has closed the others, and says it in the log only.
            requirePorts(config);
            throw new UncheckedIOException(new IOException("cannot listen: the log says why"));
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
        var stale = StaleCalls.of(event);
        if (stale != null) {
            dataPath.cut(SessionDestination.target(stale, tls.instances()));
        }
    }

    private void loggedIn(UserName user, SessionId session, Instant expiry) {
        if (config.auth().endOnExpiry()) {
            registry.clusters()
                    .forEach(cluster -> cluster.grants().allowUntil(session, user, expiry));
        }
    }

    private void clientGone(Claimant gone) {
        registry.clusters()
                .forEach(cluster -> cluster.grants().clientGone(gone.session(), gone.user()));
    }

    private CallHandler observed(CallHandler path) {
        var metered = new ObservedCalls(path, calls);
        return tracing.<CallHandler>map(spans -> new ObservedCalls(metered, spans)).orElse(metered);
    }

    private CallPath callPath(SteadyClock clock) {
        var destinations = new Destinations(registry, tls, this::localTarget, clock);
        return new CallPath(
                () -> phase,
                config.routing().table(),
                auth::verifier,
                destinations.of(config.routing()),
                config.waitingRoom().longest(),
                config.auth().endOnExpiry() ? OnExpiry.END : OnExpiry.CONTINUE,
                grace.<Presence>map(Function.identity()).orElse(Presence.IGNORED),
                clock);
    }

    private Target localTarget() {
        return new Target(LOCAL, LOOPBACK, localPort(), null, Target.Use.OCCASIONAL);
    }

    private WebServer server(InstantSource clock) {
        var builder =
                WebServer.builder()
                        .shutdownHook(false)
                        .host(config.data().host())
                        .port(config.data().port())
                        .idleConnectionTimeout(NEVER)
                        .putSocket(CONTROL, controlListener(clock))
                        .putSocket(ADMIN, adminListener(clock))
                        .featuresDiscoverServices(false)
                        .addFeature(Health.feature(ADMIN, () -> phase));
        dataPath.listenOn(builder);
        if (tls.control() != null) {
            builder.putSocket(LOCAL, localListener(clock));
        }
        return builder.build();
    }

    private ListenerConfig controlListener(InstantSource clock) {
        var services = GrpcRouting.builder().service(registry.service());
        localServices(clock).addTo(services);
        return grpcListener(services)
                .host(config.control().host())
                .port(config.control().port())
                .tls(ListenerTls.of(tls.control()))
                .build();
    }

    private ListenerConfig localListener(InstantSource clock) {
        var services = GrpcRouting.builder();
        localServices(clock).addTo(services);
        return grpcListener(services).host(LOOPBACK).port(0).build();
    }

    private LocalServices localServices(InstantSource clock) {
        return new LocalServices(auth, config.routing(), registry.clusters(), liveness(), clock);
    }

    private static ListenerConfig.Builder grpcListener(GrpcRouting.Builder services) {
        return ListenerConfig.builder()
                // Without it each answer waits for the peer's delayed acknowledgement: 40 ms.
                .connectionOptions(SocketOptions.builder().tcpNoDelay(true).build())
                .putListenerSocketOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER)
                .idleConnectionTimeout(NEVER)
                // Calls that a client cancels, the gateway cancels here.
                .addProtocol(Http2Config.builder().maxRapidResets(-1).build())
                .addRouting(services);
    }

    private ListenerConfig adminListener(InstantSource clock) {
        var routing = HttpRouting.builder();
        new AdminApi(config.policy(), registry.clusters(), feed)
                .addTo(routing, auth::verifier, clock);
        new Metrics(meters, calls, registry.clusters(), dataPath).addTo(routing);
        return ListenerConfig.builder()
                .host(config.admin().host())
                .port(config.admin().port())
                .tls(ListenerTls.of(tls.admin()))
                .addRouting(routing)
                .build();
    }

    private Liveness liveness() {
        return new Liveness() {
            @Override
            public Phase phase() {
                return phase;
            }

            @Override
            public boolean hasLiveInstance(ClusterName cluster) {
                return !registry.cluster(cluster).instances().isEmpty();
            }
        };
    }

    public int dataPort() {
        return server.port();
    }

    public int controlPort() {
        return server.port(CONTROL);
    }

    private int localPort() {
        return tls.control() == null ? controlPort() : server.port(LOCAL);
    }

    public int adminPort() {
        return server.port(ADMIN);
    }

    /// What clients and instances have sent since the start.
    long octetsRead() {
        var traffic = dataPath.traffic();
        return traffic.fromClients() + traffic.fromInstances();
    }

    /// Sends the clients elsewhere, then refuses new calls, lets the running ones end, and closes.
    /// Returns when all is closed: the drain time at the latest, and a moment.
    public void drain() throws InterruptedException {
        phase = Phase.LEAVING;
        dataPath.drain(config.drainTime(), () -> phase = Phase.DRAINING);
        close();
    }

    /// Cuts off what runs.
    @Override
    public void close() {
        phase = Phase.DRAINING;
        dataPath.close();
        grace.ifPresent(DisconnectGrace::close);
        feed.close();
        server.stop();
        registry.close();
        auth.close();
        tls.close();
        tracing.ifPresent(Tracing::close);
    }
}
