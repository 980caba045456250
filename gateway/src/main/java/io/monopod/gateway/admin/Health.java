package io.monopod.gateway.admin;

import io.helidon.health.HealthCheckResponse;
import io.helidon.health.HealthCheckType;
import io.helidon.webserver.observe.ObserveFeature;
import io.helidon.webserver.observe.health.HealthObserver;
import io.monopod.gateway.call.Phase;

import java.util.List;
import java.util.function.Supplier;

/// `/health/live` and `/health/ready`: 204 when up, 503 when not.
public final class Health {
    private Health() {}

    /// @param listener the name of the listener to answer on
    public static ObserveFeature feature(String listener, Supplier<Phase> phase) {
        var observer =
                HealthObserver.builder()
                        .endpoint("/health")
                        .useSystemServices(false)
                        .addCheck(() -> up(true), HealthCheckType.LIVENESS, "process")
                        .addCheck(
                                () -> up(phase.get() == Phase.SERVING),
                                HealthCheckType.READINESS,
                                "serving")
                        .build();
        return ObserveFeature.builder()
                .endpoint("/")
                .observersDiscoverServices(false)
                .sockets(List.of(listener))
                .addObserver(observer)
                .build();
    }

    private static HealthCheckResponse up(boolean up) {
        return HealthCheckResponse.builder().status(up).build();
    }
}
