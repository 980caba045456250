package io.monopod.gateway;

import io.monopod.config.HostPort;
import io.monopod.config.Secret;
import io.monopod.contract.ClusterName;
import io.monopod.contract.Epoch;
import io.monopod.gateway.auth.Auth;
import io.monopod.gateway.config.GatewayConfig;
import io.monopod.gateway.control.InstanceControl;
import io.monopod.gateway.control.ReportVerifier;
import io.monopod.gateway.registry.EventLog;
import io.monopod.gateway.registry.InstanceRegistry;
import io.monopod.gateway.registry.RegistrationTerms;
import io.monopod.gateway.registry.RegistrationTerms.Unused;
import io.monopod.gateway.registry.SessionListener;
import io.monopod.gateway.registry.SteadyClock;
import io.monopod.gateway.route.Cluster;
import io.monopod.gateway.table.Quotas;
import io.monopod.gateway.table.Rules;

import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/// Makes the configured instance registry.
final class Registries {
    private static final System.Logger LOG = System.getLogger(Registries.class.getName());

    private static final Duration NEVER = Duration.ofDays(36_500);

    private Registries() {}

    /// @param control closed with the registry
    /// @param feed receives every event, after the log
    /// @param vouch whether an instance may serve on
    /// @param gateways those that share their sessions; empty if this one stands alone
    static InstanceRegistry start(
            GatewayConfig config,
            Auth auth,
            ReportVerifier verifier,
            InstanceControl control,
            Duration grace,
            SteadyClock clock,
            SessionListener feed,
            RegistrationTerms.Vouch vouch,
            Supplier<List<HostPort>> gateways) {
        var terms =
                new RegistrationTerms(
                        config.heartbeatInterval(),
                        auth::tokenRules,
                        unused(config),
                        vouch,
                        gateways);
        return InstanceRegistry.start(
                rules(config, grace, clock),
                terms,
                config.join().orElseGet(Registries::unknownSecret),
                verifier,
                control,
                clock,
                logged(feed));
    }

    /// Of several gateways none sees all calls and connections of a session, but its instance does.
    private static Unused unused(GatewayConfig config) {
        return config.store().isShared()
                ? new Unused(config.sessionIdle(), config.disconnectGrace().orElse(Duration.ZERO))
                : Unused.KEPT;
    }

    /// Logs each event before that listener gets it.
    static SessionListener logged(SessionListener feed) {
        var log = new EventLog();
        return (cluster, event) -> {
            log.happened(cluster, event);
            feed.happened(cluster, event);
        };
    }

    /// The rules of a gateway that begins to lead. Idle sessions are the instances' business. New
    /// sessions are placed when the instances have had a heartbeat's time to come, or those that an
    /// earlier leader named have come: until then the claims say who is where.
    ///
    /// @param settled none is placed before; usually past
    static Map<ClusterName, Rules> ofTerm(
            GatewayConfig config, InstantSource clock, Epoch above, Instant settled) {
        var usual = config.heartbeatInterval().plusMillis(200);
        var left = Duration.between(clock.instant(), settled);
        var grace = left.compareTo(usual) > 0 ? left : usual;
        var rules = rules(config, grace, clock);
        rules.replaceAll((_, each) -> each.withSessionIdle(NEVER).withEpochsAbove(above));
        return rules;
    }

    /// How long new sessions are not placed after the start, so that instances can report the
    /// sessions that they already hold. Without a signing key file this is the first start: no
    /// session exists yet, and there is no wait.
    static Duration grace(GatewayConfig config) {
        boolean firstStart = config.auth().keyFile().map(file -> !Files.exists(file)).orElse(false);
        return config.startGrace().orElse(firstStart ? Duration.ZERO : config.lease());
    }

    private static Map<ClusterName, Rules> rules(
            GatewayConfig config, Duration grace, InstantSource clock) {
        var rules = new HashMap<ClusterName, Rules>();
        for (var cluster : config.routing().clusters()) {
            if (cluster instanceof Cluster.Registered(var name, _)) {
                rules.put(
                        name,
                        Rules.from(clock.instant(), config.policy(), config.lease(), grace)
                                .withPlaces(config.waitingRoom().places())
                                .withSessionIdle(config.sessionIdle())
                                .withQuotas(
                                        new Quotas(
                                                config.limits().sessionsPerUser(),
                                                config.limits().waitingPerUser())));
            }
        }
        return rules;
    }

    private static Secret unknownSecret() {
        LOG.log(
                Level.WARNING,
                "no instance can register: there is no join-secret and no join-secret-file");
        return new Secret(UUID.randomUUID().toString());
    }
}
