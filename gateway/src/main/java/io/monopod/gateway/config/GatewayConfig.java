package io.monopod.gateway.config;

import io.monopod.config.ConfigReader;
import io.monopod.config.InvalidSetting;
import io.monopod.config.Key;
import io.monopod.config.Program;
import io.monopod.config.Secret;
import io.monopod.gateway.assign.Policy;
import io.monopod.log.LogConfig;
import io.monopod.tls.ClientTls;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All settings of a gateway.
public record GatewayConfig(
        @Key(doc = "the listener for clients") DataListener data,
        @Key(doc = "the listener for instances") ControlListener control,
        @Key(doc = "the listener for operators") AdminListener admin,
        @Key(doc = "TLS to instances and to static clusters") ClientTls instanceTls,
        @Key(value = "false", doc = "allow the demonstration user TestUser/TestPassword")
                boolean demo,
        @Key(
                        value = "exclusive",
                        doc = "which instance a session gets: the first free one, or the first")
                Policy policy,
        @Key(doc = "secret that instances register with") Optional<Secret> joinSecret,
        @Key(doc = "file with that secret; created if missing") Optional<Path> joinSecretFile,
        @Key(value = "3s", doc = "an instance that is not heard of for this long counts as gone")
                Duration lease,
        @Key(value = "1s", doc = "how often instances send a heartbeat") Duration heartbeatInterval,
        @Key(
                        doc =
                                "how long after the start no new session is placed, so that"
                                        + " instances can report theirs; if not given, the lease, or 0s at a"
                                        + " first start, when auth.key-file does not exist yet")
                Optional<Duration> startGrace,
        @Key(value = "5m", doc = "a session without a call or stream for this long ends")
                Duration sessionIdle,
        @Key(
                        doc =
                                "a session whose client has no connection for this long ends; if not"
                                        + " given, it does not end by that")
                Optional<Duration> disconnectGrace,
        @Key(
                        value = "false",
                        doc = "stop when standard input closes, as it does when the parent ends")
                boolean exitWithStdin,
        @Key(value = "30s", doc = "how long running calls may go on when the gateway stops")
                Duration drainTime,
        @Key(doc = "where calls wait for an instance") WaitingRoomConfig waitingRoom,
        @Key(doc = "what several gateways share their sessions by") StoreConfig store,
        @Key(doc = "tokens and users") AuthConfig auth,
        @Key(doc = "limits on what clients and instances may use") LimitsConfig limits,
        @Key(doc = "timeouts for clients and instances") TimeoutsConfig timeouts,
        @Key(doc = "the log, on standard error") LogConfig log,
        @Key(doc = "spans of calls, for OpenTelemetry") TracingConfig tracing,
        @Key(value = "true", doc = "describe the services to clients (gRPC server reflection)")
                boolean reflection,
        @Key(doc = "clusters by name; if there are none, myservice: {type: registered}")
                Map<String, ClusterConfig> clusters,
        @Key(
                        doc =
                                "routes in addition to those of the gateway's own services; if"
                                        + " there are none, those of my_service.MyServiceAPI to myservice")
                List<RouteConfig> routes) {
    public static final Program PROGRAM = new Program("monopod-gateway", "MONOPOD_");

    private static final Duration MIN_INTERVAL = Duration.ofMillis(100);

    public GatewayConfig {
        InvalidSetting.unless(
                heartbeatInterval.compareTo(MIN_INTERVAL) >= 0,
                "heartbeat-interval",
                heartbeatInterval,
                "100ms or more");
        InvalidSetting.unless(
                lease.compareTo(heartbeatInterval.plus(heartbeatInterval)) >= 0,
                "lease",
                lease,
                "at least twice the heartbeat-interval, so that one lost report is no loss");
        InvalidSetting.unless(
                sessionIdle.isPositive(), "session-idle", sessionIdle, "more than 0s");
        InvalidSetting.unless(
                !store.isShared()
                        || disconnectGrace.isEmpty()
                        || timeouts.instanceIdle().compareTo(sessionIdle) > 0,
                "timeouts.instance-idle",
                timeouts.instanceIdle(),
                "longer than session-idle ("
                        + sessionIdle
                        + "): with a store and disconnect-grace, a client without a connection to its"
                        + " instance is gone");
        clusters = Map.copyOf(clusters);
        routes = List.copyOf(routes);
        Routing.of(clusters, routes, waitingRoom.onFull(), reflection);
    }

    public static ConfigReader<GatewayConfig> reader() {
        return new ConfigReader<>(GatewayConfig.class, PROGRAM);
    }

    public static GatewayConfig defaults() {
        return ConfigReader.defaults(GatewayConfig.class);
    }

    /// The secret with which instances register, read from its file if configured; a missing file
    /// is created with a random secret. Without a secret this is empty, and no instance can
    /// register.
    ///
    /// @throws InvalidSetting if the file cannot be read or created, or the secret is too short
    public Optional<Secret> join() {
        return Secret.ofOrMade("join-secret", joinSecret, joinSecretFile);
    }

    public Routing routing() {
        return Routing.of(clusters, routes, waitingRoom.onFull(), reflection);
    }
}
