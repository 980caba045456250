package io.monopod.gateway.local;

import io.grpc.Status;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.stub.StreamObserver;
import io.monopod.gateway.call.GatewayPhase;
import io.monopod.gateway.route.Cluster;
import io.monopod.gateway.route.RouteTable;

/// Answers health checks (gRPC Health Checking Protocol): the empty name stands for the gateway
/// itself, each routed service has its own name.
final class HealthService extends HealthGrpc.HealthImplBase {
    private final RouteTable routes;
    private final Liveness liveness;
    private final Watch watch;

    HealthService(RouteTable routes, Liveness liveness, Watch watch) {
        this.routes = routes;
        this.liveness = liveness;
        this.watch = watch;
    }

    @Override
    public void check(HealthCheckRequest request, StreamObserver<HealthCheckResponse> response) {
        var status = status(request.getService());
        if (status == ServingStatus.SERVICE_UNKNOWN) {
            response.onError(
                    Status.NOT_FOUND.withDescription("unknown service").asRuntimeException());
            return;
        }
        response.onNext(toProto(status));
        response.onCompleted();
    }

    /// Stays on the call's thread until the client cancels or the gateway drains.
    @Override
    public void watch(HealthCheckRequest request, StreamObserver<HealthCheckResponse> response) {
        watch.follow(() -> toProto(status(request.getService())), _ -> false, response);
    }

    private ServingStatus status(String service) {
        if (service.isEmpty()) {
            return serving(liveness.phase() == GatewayPhase.SERVING);
        }
        var route = routes.find("/" + service + "/");
        if (route == null) {
            return ServingStatus.SERVICE_UNKNOWN;
        }
        return serving(liveness.phase() == GatewayPhase.SERVING && isLive(route.cluster()));
    }

    private boolean isLive(Cluster cluster) {
        return switch (cluster) {
            case Cluster.Registered(var name, _) -> liveness.hasLiveInstance(name);
            case Cluster.Static _, Cluster.Local _ -> true;
        };
    }

    private static ServingStatus serving(boolean serves) {
        return serves ? ServingStatus.SERVING : ServingStatus.NOT_SERVING;
    }

    private static HealthCheckResponse toProto(ServingStatus status) {
        return HealthCheckResponse.newBuilder().setStatus(status).build();
    }
}
