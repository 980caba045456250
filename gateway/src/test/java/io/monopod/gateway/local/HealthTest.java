package io.monopod.gateway.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.ManagedChannel;
import io.grpc.ServerInterceptors;
import io.grpc.StatusException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.stub.BlockingClientCall;
import io.monopod.gateway.Eventually;
import io.monopod.gateway.auth.Peer;
import io.monopod.gateway.call.GatewayPhase;
import io.monopod.gateway.config.GatewayConfig;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.List;

@Timeout(30)
class HealthTest {
    private final FakeLiveness liveness = new FakeLiveness();

    /// One connection gets two of five watches; the others are reserved.
    private final GrpcServer server =
            new GrpcServer(
                    List.of(
                            ServerInterceptors.intercept(
                                    new HealthService(
                                            GatewayConfig.defaults().routing().table(),
                                            liveness,
                                            new Watch(liveness, 5)),
                                    Peer.INTERCEPTOR)));

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void healthFollowsTheGatewayAndTheInstances() {
        assertThat(health("")).isEqualTo(ServingStatus.SERVING);
        assertThat(health("grpc.health.v1.Health")).isEqualTo(ServingStatus.SERVING);
        assertThat(health("my_service.MyServiceAPI")).isEqualTo(ServingStatus.NOT_SERVING);

        liveness.live = true;
        assertThat(health("my_service.MyServiceAPI")).isEqualTo(ServingStatus.SERVING);

        liveness.phase = GatewayPhase.STARTING;
        assertThat(health("")).isEqualTo(ServingStatus.NOT_SERVING);
        assertThat(health("my_service.MyServiceAPI")).isEqualTo(ServingStatus.NOT_SERVING);
    }

    @Test
    void healthOfAnUnroutedServiceIsNotFound() {
        assertThatThrownBy(() -> health("no.Such")).hasMessage("NOT_FOUND: unknown service");
        assertThatThrownBy(() -> health("my_service.MyServiceAP"))
                .hasMessage("NOT_FOUND: unknown service");
    }

    @Test
    void watcherSeesEveryChangeUntilTheGatewayDrains() throws Exception {
        var watch = watch("my_service.MyServiceAPI");
        assertThat(watch.read().getStatus()).isEqualTo(ServingStatus.NOT_SERVING);

        liveness.live = true;
        assertThat(watch.read().getStatus()).isEqualTo(ServingStatus.SERVING);

        liveness.phase = GatewayPhase.DRAINING;
        assertThat(watch.read().getStatus()).isEqualTo(ServingStatus.NOT_SERVING);
        assertThatThrownBy(watch::read).hasMessageContaining("UNAVAILABLE: service unavailable");
    }

    @Test
    void watcherOfAnUnknownServiceWaitsForIt() throws Exception {
        assertThat(watch("no.Such").read().getStatus()).isEqualTo(ServingStatus.SERVICE_UNKNOWN);
    }

    @Test
    void watcherOverTheLimitIsRefusedUntilAnotherLeaves() throws Exception {
        var one = watch("");
        one.read();
        watch("").read();

        assertThatThrownBy(() -> watch("").read())
                .hasMessageContaining("RESOURCE_EXHAUSTED: gateway overloaded");

        one.cancel("enough", null);
        Eventually.holds(() -> isWatched());
    }

    @Test
    void greedyWatcherLeavesWatchesToOthers() throws Exception {
        watch("").read();
        watch("").read();
        assertThatThrownBy(() -> watch("").read())
                .hasMessageContaining("RESOURCE_EXHAUSTED: gateway overloaded");

        var other = server.connect();
        try {
            assertThat(watch(other, "").read().getStatus()).isEqualTo(ServingStatus.SERVING);
        } finally {
            other.shutdownNow();
        }
    }

    private boolean isWatched() {
        try {
            return watch("").read() != null;
        } catch (StatusException | InterruptedException e) {
            return false;
        }
    }

    @Test
    void cancelledWatcherLeavesNothingBehind() throws Exception {
        var watch = watch("");
        watch.read();
        var watcher = liveness.lastCaller();

        watch.cancel("enough", null);

        Eventually.holds(() -> !watcher.isAlive());
    }

    @Test
    void disconnectedWatcherLeavesNothingBehind() throws Exception {
        watch("").read();
        var watcher = liveness.lastCaller();

        server.channel.shutdownNow();

        Eventually.holds(() -> !watcher.isAlive());
    }

    private ServingStatus health(String service) {
        return HealthGrpc.newBlockingStub(server.channel)
                .check(HealthCheckRequest.newBuilder().setService(service).build())
                .getStatus();
    }

    private BlockingClientCall<?, HealthCheckResponse> watch(String service) {
        return watch(server.channel, service);
    }

    private static BlockingClientCall<?, HealthCheckResponse> watch(
            ManagedChannel channel, String service) {
        return HealthGrpc.newBlockingV2Stub(channel)
                .watch(HealthCheckRequest.newBuilder().setService(service).build());
    }
}
