package io.monopod.gateway;

import io.helidon.webserver.ListenerConfig;
import io.helidon.webserver.http.HttpRouting;
import io.monopod.gateway.admin.AdminApi;
import io.monopod.gateway.admin.AdminToken;
import io.monopod.gateway.admin.EventFeed;
import io.monopod.gateway.admin.GatewayList;
import io.monopod.gateway.admin.HealthEndpoints;
import io.monopod.gateway.admin.Operations;
import io.monopod.gateway.admin.Resource;
import io.monopod.gateway.auth.Auth;
import io.monopod.gateway.config.GatewayConfig;
import io.monopod.gateway.listen.ListenerGuard;
import io.monopod.gateway.telemetry.Metrics;
import io.monopod.tls.ListenerTls;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;

/// The listener for operators: health, metrics and the admin API. A local token file opens the API
/// to users of this machine.
final class OperatorListener implements AutoCloseable {
    static final String NAME = "admin";

    private static final int CONNECTIONS = 256;

    /// HTTP clients that poll keep their connection for about this long.
    private static final Duration NEXT_REQUEST = Duration.ofSeconds(30);

    private static final Duration ANSWER = Duration.ofSeconds(30);

    /// Bytes of a request's content. No endpoint needs any; more than this is refused.
    private static final int MAX_CONTENT = 4096;

    private final GatewayConfig config;
    private final GatewayTls tls;
    private final AdminToken token = new AdminToken();
    private final ListenerGuard guard;

    OperatorListener(GatewayConfig config, GatewayTls tls) {
        this.config = config;
        this.tls = tls;
        this.guard =
                new ListenerGuard(
                        new ListenerGuard.Limits(
                                CONNECTIONS, config.timeouts().handshake(), NEXT_REQUEST, ANSWER));
    }

    /// @param feed its end ends the event streams
    AdminApi api(
            Operations operations,
            Supplier<GatewayList> gateways,
            EventFeed feed,
            Auth auth,
            InstantSource clock) {
        return new AdminApi(
                config.policy(),
                operations,
                gateways,
                feed,
                guard::allow,
                token,
                auth::verifier,
                clock);
    }

    ListenerConfig listener(AdminApi api, Metrics metrics, HealthEndpoints health) {
        var routing = HttpRouting.builder();
        api.addTo(routing);
        metrics.addTo(routing);
        health.addTo(routing);
        routing.any(Resource::notFound);
        var listener =
                ListenerConfig.builder()
                        .host(config.admin().host())
                        .port(config.admin().port())
                        .maxPayloadSize(MAX_CONTENT)
                        .tls(ListenerTls.of(tls.admin()));
        guard.guard(listener, routing);
        return listener.addRouting(routing).build();
    }

    /// @param port the actual port, which differs from the configured one if that is 0
    void opened(int port) {
        token.writeFile(config.admin(), port);
    }

    @Override
    public void close() {
        token.close();
        guard.close();
    }
}
