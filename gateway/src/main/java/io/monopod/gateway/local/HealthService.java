package io.monopod.gateway.local;

import io.grpc.Status;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.monopod.gateway.call.Phase;
import io.monopod.gateway.route.Cluster;
import io.monopod.gateway.route.RouteTable;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Health as load balancers ask for it (gRPC Health Checking Protocol): of the gateway itself by
/// the empty name, and of each routed service by its own.
final class HealthService extends HealthGrpc.HealthImplBase {
    /// How late a watcher may learn of a change.
    private static final Duration STEP = Duration.ofMillis(250);

    /// How often a watcher is told what it knows already. Helidon does not say when a connection
    /// breaks: only writing shows it, and else the watch would stay for ever.
    private static final Duration REPEAT = Duration.ofSeconds(10);

    private final RouteTable routes;
    private final Liveness liveness;
    private final int stepsToRepeat;

    HealthService(RouteTable routes, Liveness liveness) {
        this(routes, liveness, REPEAT);
    }

    HealthService(RouteTable routes, Liveness liveness, Duration repeat) {
        this.routes = routes;
        this.liveness = liveness;
        this.stepsToRepeat = Math.toIntExact(repeat.dividedBy(STEP));
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

    /// Stays on the call's thread until the client cancels or the gateway drains: a watcher must
    /// not hold up the end of its connection.
    @Override
    public void watch(HealthCheckRequest request, StreamObserver<HealthCheckResponse> response) {
        var cancelled = new CountDownLatch(1);
        ((ServerCallStreamObserver<HealthCheckResponse>) response)
                .setOnCancelHandler(cancelled::countDown);
        ServingStatus last = null;
        int steps = 0;
        do {
            var status = status(request.getService());
            if (status != last || steps % stepsToRepeat == 0) {
                response.onNext(toProto(status));
                last = status;
            }
            steps++;
            if (liveness.phase() == Phase.DRAINING) {
                response.onError(
                        Status.UNAVAILABLE
                                .withDescription("service unavailable")
                                .asRuntimeException());
                return;
            }
        } while (!happens(cancelled));
    }

    private static boolean happens(CountDownLatch event) {
        try {
            return event.await(STEP.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private ServingStatus status(String service) {
        if (service.isEmpty()) {
            return serving(liveness.phase() == Phase.SERVING);
        }
        var route = routes.find("/" + service + "/");
        if (route == null) {
            return ServingStatus.SERVICE_UNKNOWN;
        }
        return serving(liveness.phase() == Phase.SERVING && isLive(route.cluster()));
    }

    private boolean isLive(Cluster cluster) {
        return switch (cluster) {
            case Cluster.Registered(var name) -> liveness.hasLiveInstance(name);
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
