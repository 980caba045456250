package io.monopod.gateway.local;

import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.monopod.gateway.auth.Auth;
import io.monopod.gateway.auth.Peer;
import io.monopod.gateway.config.Routing;
import io.monopod.gateway.registry.QueueStatuses;
import io.monopod.gateway.registry.RegisteredCluster;

import java.time.InstantSource;
import java.util.List;

/// The services of the cluster `local`.
public final class LocalServices {
    private final List<ServerServiceDefinition> services;

    /// @param clusters whose waiting rooms can be watched
    public LocalServices(
            Auth auth,
            Routing routing,
            List<RegisteredCluster> clusters,
            QueueStatuses statuses,
            Liveness liveness,
            InstantSource clock) {
        var watch = new Watch(liveness);
        var waitingRoom = new WaitingRoomService(clusters, statuses, watch);
        this.services =
                List.of(
                        auth.login(),
                        ServerInterceptors.intercept(
                                new HealthService(routing.table(), liveness, watch),
                                Peer.INTERCEPTOR),
                        ServerInterceptors.intercept(
                                waitingRoom,
                                Peer.INTERCEPTOR,
                                new TokenGuard(auth::verifier, clock)),
                        new ReflectionService().bindService(),
                        new ReflectionAlphaService().bindService());
    }

    /// Routes decide whether clients can reach them.
    public List<ServerServiceDefinition> services() {
        return services;
    }
}
