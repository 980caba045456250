package io.monopod.instance;

import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRouting;

import java.util.function.BooleanSupplier;

/// The health endpoints for supervisors, over plain HTTP on the instance's own port: 200 when up,
/// 503 when not, at the same paths as the gateway's.
final class Health {
    private Health() {}

    /// @param ready whether a gateway knows the instance and the instance accepts or has a session
    static void addTo(HttpRouting.Builder http, BooleanSupplier ready) {
        http.get("/health/live", (_, response) -> response.send("up\n"));
        http.get(
                "/health/ready",
                (_, response) -> {
                    boolean up = ready.getAsBoolean();
                    response.status(up ? Status.OK_200 : Status.SERVICE_UNAVAILABLE_503)
                            .send(up ? "up\n" : "down\n");
                });
    }
}
