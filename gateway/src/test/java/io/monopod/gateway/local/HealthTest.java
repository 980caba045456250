package io.monopod.gateway.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.stub.BlockingClientCall;
import io.monopod.gateway.Eventually;
import io.monopod.gateway.call.Phase;
import io.monopod.gateway.config.GatewayConfig;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;

@Timeout(30)
class HealthTest {
    private final FakeLiveness liveness = new FakeLiveness();
    private final GrpcServer server =
            new GrpcServer(
                    new HealthService(
                            GatewayConfig.defaults().routing().table(),
                            liveness,
                            new Watch(liveness, Duration.ofMillis(500))));

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

        liveness.phase = Phase.STARTING;
        assertThat(health("")).isEqualTo(ServingStatus.NOT_SERVING);
        assertThat(health("my_service.MyServiceAPI")).isEqualTo(ServingStatus.NOT_SERVING);
    }

    @Test
    void healthOfAServiceOnNoRouteIsNotFound() {
        assertThatThrownBy(() -> health("no.Such")).hasMessage("NOT_FOUND: unknown service");
        assertThatThrownBy(() -> health("my_service.MyServiceAP"))
                .hasMessage("NOT_FOUND: unknown service");
    }

    @Test
    void aWatcherHearsEveryChangeUntilTheGatewayDrains() throws Exception {
        var watch = watch("my_service.MyServiceAPI");
        assertThat(watch.read().getStatus()).isEqualTo(ServingStatus.NOT_SERVING);

        liveness.live = true;
        assertThat(nextAfter(ServingStatus.NOT_SERVING, watch)).isEqualTo(ServingStatus.SERVING);

        liveness.phase = Phase.DRAINING;
        assertThat(nextAfter(ServingStatus.SERVING, watch)).isEqualTo(ServingStatus.NOT_SERVING);
        assertThatThrownBy(watch::read).hasMessageContaining("UNAVAILABLE: service unavailable");
    }

    /// What is repeated for the connection's sake does not count.
    private static ServingStatus nextAfter(
            ServingStatus status, BlockingClientCall<?, HealthCheckResponse> watch)
            throws Exception {
        var next = watch.read().getStatus();
        while (next == status) {
            next = watch.read().getStatus();
        }
        return next;
    }

    @Test
    void aWatcherOfAnUnknownServiceWaitsForIt() throws Exception {
        assertThat(watch("no.Such").read().getStatus()).isEqualTo(ServingStatus.SERVICE_UNKNOWN);
    }

    @Test
    void aWatcherThatCancelsLeavesNothingBehind() throws Exception {
        var watch = watch("");
        watch.read();
        var watcher = liveness.lastAsker();

        watch.cancel("enough", null);

        Eventually.holds(() -> !watcher.isAlive());
    }

    @Test
    void aWatcherWhoseConnectionBreaksLeavesNothingBehind() throws Exception {
        watch("").read();
        var watcher = liveness.lastAsker();

        server.channel.shutdownNow();

        Eventually.holds(() -> !watcher.isAlive());
    }

    private ServingStatus health(String service) {
        return HealthGrpc.newBlockingStub(server.channel)
                .check(HealthCheckRequest.newBuilder().setService(service).build())
                .getStatus();
    }

    private BlockingClientCall<?, HealthCheckResponse> watch(String service) {
        return HealthGrpc.newBlockingV2Stub(server.channel)
                .watch(HealthCheckRequest.newBuilder().setService(service).build());
    }
}
