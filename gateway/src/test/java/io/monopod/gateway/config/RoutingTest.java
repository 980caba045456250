package io.monopod.gateway.config;

import static io.monopod.gateway.config.Configurations.file;
import static io.monopod.gateway.config.Configurations.ready;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.config.HostPort;
import io.monopod.contract.ClusterName;
import io.monopod.gateway.route.Affinity;
import io.monopod.gateway.route.Authentication;
import io.monopod.gateway.route.Cluster;
import io.monopod.gateway.route.OnFull;
import io.monopod.gateway.route.OnInstanceLoss;
import io.monopod.gateway.route.Response;
import io.monopod.gateway.route.Route;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The routes of a configuration.
class RoutingTest {
    private final Path directory;

    RoutingTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void builtInRoutesServeMyServiceAndLocalServices() {
        var routing = GatewayConfig.defaults().routing();

        assertThat(routing.clusters()).containsExactly(registered("myservice"));
        assertThat(routing.table().routes())
                .containsExactlyInAnyOrder(
                        own("/my_service.MyServiceAPI/Login"),
                        own("/grpc.health.v1.Health"),
                        own("/monopod.control.v1.WaitingRoom", Authentication.REQUIRED),
                        own("/grpc.reflection.v1.ServerReflection"),
                        own("/grpc.reflection.v1alpha.ServerReflection"),
                        myService("", OnInstanceLoss.FAIL, Response.SINGLE),
                        myService("/MyServiceEcho", OnInstanceLoss.REPLAY, Response.SINGLE),
                        myService("/MyServiceSubscribe", OnInstanceLoss.REPLAY, Response.STREAM));
    }

    @Test
    void configuredRouteReplacesBuiltInRouteWithSamePrefix() throws IOException {
        var file =
                file(
                        directory,
                        """
                        clusters:
                          idp: {type: static, addresses: ["idp:443"]}
                        routes:
                          - prefix: /my_service.MyServiceAPI/Login
                            cluster: idp
                            auth: none
                            affinity: none
                        """);

        var table =
                ready(List.of("--config", file, "--reflection=false"), Map.of()).routing().table();

        assertThat(table.find("/my_service.MyServiceAPI/Login"))
                .extracting(Route::cluster)
                .isEqualTo(
                        new Cluster.Static(
                                new ClusterName("idp"), List.of(new HostPort("idp", 443))));
        assertThat(table.routes()).hasSize(3);
    }

    @Test
    void onFullIsSetForAllRoutesOrPerRoute() throws IOException {
        var file =
                file(
                        directory,
                        """
                        waiting-room: {on-full: wait}
                        routes:
                          - {prefix: /a.A/, cluster: myservice}
                          - {prefix: /b.B/, cluster: myservice, on-full: refuse}
                        """);

        var table = ready(List.of("--config", file), Map.of()).routing().table();

        assertThat(table.find("/a.A/M")).extracting(Route::onFull).isEqualTo(OnFull.WAIT);
        assertThat(table.find("/b.B/M")).extracting(Route::onFull).isEqualTo(OnFull.REFUSE);
    }

    @Test
    void builtInRoutesCanWait() {
        var table = ready(List.of("--waiting-room-on-full", "wait"), Map.of()).routing().table();

        assertThat(table.find("/my_service.MyServiceAPI/MyServiceEcho"))
                .extracting(Route::onFull)
                .isEqualTo(OnFull.WAIT);
    }

    private static Cluster registered(String name) {
        return new Cluster.Registered(new ClusterName(name));
    }

    private static Route own(String prefix) {
        return own(prefix, Authentication.NONE);
    }

    private static Route own(String prefix, Authentication authentication) {
        return new Route(
                prefix,
                new Cluster.Local(),
                authentication,
                Affinity.NONE,
                OnFull.REFUSE,
                OnInstanceLoss.FAIL,
                Response.STREAM,
                false);
    }

    private static Route myService(
            String method, OnInstanceLoss onInstanceLoss, Response response) {
        return new Route(
                "/my_service.MyServiceAPI" + method,
                registered("myservice"),
                Authentication.REQUIRED,
                Affinity.SESSION,
                OnFull.REFUSE,
                onInstanceLoss,
                response,
                false);
    }
}
