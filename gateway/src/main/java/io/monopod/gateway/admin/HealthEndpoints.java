package io.monopod.gateway.admin;

import io.helidon.health.HealthCheck;
import io.helidon.health.HealthCheckResponse;
import io.helidon.health.HealthCheckType;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRules;
import io.monopod.gateway.call.GatewayPhase;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// `/health/live` and `/health/ready`: 204 when up, 503 when not.
public final class HealthEndpoints {
    private final HealthCheck live;
    private final HealthCheck ready;

    /// @param listening whether all listeners accept connections
    public HealthEndpoints(BooleanSupplier listening, Supplier<GatewayPhase> phase) {
        live = check(HealthCheckType.LIVENESS, listening);
        ready =
                check(
                        HealthCheckType.READINESS,
                        () -> listening.getAsBoolean() && phase.get() == GatewayPhase.SERVING);
    }

    public void addTo(HttpRules listener) {
        Resource.get(listener, "/health/live", answer(live));
        Resource.get(listener, "/health/ready", answer(ready));
        Resource.get(listener, "/health", answer(ready));
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
