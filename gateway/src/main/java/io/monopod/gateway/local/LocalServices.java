package io.monopod.gateway.local;

import io.grpc.BindableService;
import io.grpc.ServerInterceptors;
import io.helidon.webserver.grpc.GrpcRouting;
import io.monopod.gateway.auth.LoginService;
import io.monopod.gateway.config.Routing;

import java.util.List;

/// The services of the cluster `local`.
public final class LocalServices {
    private final List<BindableService> services;

    public LocalServices(LoginService login, Routing routing, Liveness liveness) {
        this.services =
                List.of(
                        login,
                        new HealthService(routing.table(), liveness),
                        new ReflectionService(),
                        new ReflectionAlphaService());
    }

    /// Adds them to the control listener. Whether clients reach them is a matter of routes.
    public void addTo(GrpcRouting.Builder listener) {
        for (var service : services) {
            listener.service(ServerInterceptors.intercept(service, new AlwaysAnswered()));
        }
    }
}
