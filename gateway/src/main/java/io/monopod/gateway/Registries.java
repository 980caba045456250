package io.monopod.gateway;

import io.monopod.config.Secret;
import io.monopod.contract.ClusterName;
import io.monopod.gateway.auth.Auth;
import io.monopod.gateway.config.GatewayConfig;
import io.monopod.gateway.registry.EventLog;
import io.monopod.gateway.registry.GrpcInstanceControl;
import io.monopod.gateway.registry.InstanceRegistry;
import io.monopod.gateway.registry.RegistrationTerms;
import io.monopod.gateway.registry.ReportVerifier;
import io.monopod.gateway.registry.SessionListener;
import io.monopod.gateway.registry.SteadyClock;
import io.monopod.gateway.route.Cluster;
import io.monopod.gateway.table.Quotas;
import io.monopod.gateway.table.Rules;
import io.monopod.tls.TlsClient;

import org.jspecify.annotations.Nullable;

import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/// Makes the configured instance registry.
final class Registries {
    private static final System.Logger LOG = System.getLogger(Registries.class.getName());

    private Registries() {}

    /// @param tls for connections to instances; null for none
    /// @param feed receives every event, after the log
    static InstanceRegistry start(
            GatewayConfig config,
            Auth auth,
            @Nullable TlsClient tls,
            Duration grace,
            SteadyClock clock,
            SessionListener feed) {
        var log = new EventLog();
        var terms = new RegistrationTerms(config.heartbeatInterval(), auth::tokenRules);
        var verifier = new ReportVerifier(auth.grantKey(), auth::verifier, clock::wall);
        return InstanceRegistry.start(
                rules(config, grace, clock),
                terms,
                config.join().orElseGet(Registries::unknownSecret),
                verifier,
                new GrpcInstanceControl(verifier, tls, config.timeouts().bind()),
                clock,
                (cluster, event) -> {
                    log.happened(cluster, event);
                    feed.happened(cluster, event);
                });
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
