package io.monopod.gateway.admin;

import io.helidon.health.HealthCheck;
import io.helidon.health.HealthCheckResponse;
import io.helidon.health.HealthCheckType;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRules;
import io.monopod.gateway.call.GatewayPhase;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// `/health/live` and `/health/ready`: 204 when up, 503 when not. Where several gateways share a
/// store, the field `monopod-role` says what this one is among them.
public final class HealthEndpoints {
    private static final HeaderName ROLE = HeaderNames.create("monopod-role");

    private final HealthCheck live;
    private final HealthCheck ready;
    private final Supplier<Optional<String>> role;

    /// @param listening whether all listeners accept connections
    /// @param role among the gateways that share a store; empty for a gateway alone
    public HealthEndpoints(
            BooleanSupplier listening,
            Supplier<GatewayPhase> phase,
            Supplier<Optional<String>> role) {
        this.role = role;
        live = check(HealthCheckType.LIVENESS, listening);
        ready =
                check(
                        HealthCheckType.READINESS,
                        () -> listening.getAsBoolean() && phase.get() == GatewayPhase.SERVING);
    }

    public void addTo(HttpRules listener) {
        Resource.get(listener, "/health/live", answer(live));
        Resource.get(listener, "/health/ready", withRole(answer(ready)));
        Resource.get(listener, "/health", withRole(answer(ready)));
    }

    private Handler withRole(Handler answer) {
        return (request, response) -> {
            role.get().ifPresent(word -> response.header(ROLE, word));
            answer.handle(request, response);
        };
    }

    private static HealthCheck check(HealthCheckType type, BooleanSupplier up) {
        return new HealthCheck() {
            @Override
            public HealthCheckType type() {
                return type;
            }

            @Override
            public HealthCheckResponse call() {
                return HealthCheckResponse.builder().status(up.getAsBoolean()).build();
            }
        };
    }

    private static Handler answer(HealthCheck check) {
        return (_, response) ->
                response.status(
                                check.call().status() == HealthCheckResponse.Status.UP
                                        ? Status.NO_CONTENT_204
                                        : Status.SERVICE_UNAVAILABLE_503)
                        .send();
    }
}
