package io.monopod.gateway;

import io.monopod.config.Secret;
import io.monopod.contract.ClusterName;
import io.monopod.gateway.assign.Rules;
import io.monopod.gateway.auth.Auth;
import io.monopod.gateway.config.GatewayConfig;
import io.monopod.gateway.registry.EventLog;
import io.monopod.gateway.registry.GrpcInstanceControl;
import io.monopod.gateway.registry.InstanceRegistry;
import io.monopod.gateway.registry.SessionListener;
import io.monopod.gateway.registry.Terms;
import io.monopod.gateway.route.Cluster;
import io.monopod.tls.TlsClient;

import org.jspecify.annotations.Nullable;

import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/// Makes the instance registry that a configuration asks for.
final class Registries {
    private static final System.Logger LOG = System.getLogger(Registries.class.getName());

    private Registries() {}

    /// @param tls towards instances; null for none
    /// @param feed hears what happens, beside the log
    static InstanceRegistry start(
            GatewayConfig config,
            Auth auth,
            @Nullable TlsClient tls,
            Duration grace,
            InstantSource clock,
            SessionListener feed) {
        var log = new EventLog();
        var terms =
                new Terms(
                        config.heartbeatInterval(),
                        auth::jwks,
                        config.auth().issuer(),
                        config.auth().audience());
        return InstanceRegistry.start(
                rules(config, grace, clock),
                terms,
                config.join().orElseGet(Registries::nobodyKnows),
                new GrpcInstanceControl(auth.controlToken(), tls, config.timeouts().bind()),
                clock,
                (cluster, event) -> {
                    log.happened(cluster, event);
                    feed.happened(cluster, event);
                });
    }

    /// How long new sessions are not placed, so that instances that already hold one can report it.
    /// A signing key that is yet to be made tells a first start, before which there was no session.
    static Duration grace(GatewayConfig config) {
        boolean firstStart = config.auth().keyFile().map(file -> !Files.exists(file)).orElse(false);
        return config.startGrace().orElse(firstStart ? Duration.ZERO : config.lease());
    }

    private static Map<ClusterName, Rules> rules(
            GatewayConfig config, Duration grace, InstantSource clock) {
        var rules = new HashMap<ClusterName, Rules>();
        for (var cluster : config.routing().clusters()) {
            if (cluster instanceof Cluster.Registered(var name)) {
                rules.put(
                        name,
                        Rules.from(clock.instant(), config.policy(), config.lease(), grace)
                                .withPlaces(config.waitingRoom().places())
                                .withSessionIdle(config.sessionIdle()));
            }
        }
        return rules;
    }

    private static Secret nobodyKnows() {
        LOG.log(
                Level.WARNING,
                "no instance can register: there is no join-secret and no join-secret-file");
        return new Secret(UUID.randomUUID().toString());
    }
}
