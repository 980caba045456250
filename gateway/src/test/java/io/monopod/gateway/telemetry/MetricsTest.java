package io.monopod.gateway.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.StatusRuntimeException;
import io.monopod.gateway.Backend;
import io.monopod.gateway.Eventually;
import io.monopod.gateway.Gateway;
import io.monopod.gateway.LocalGateway;
import io.monopod.proto.myservice.EchoRequest;
import io.monopod.proto.myservice.MyServiceAPIGrpc;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;

@Timeout(60)
class MetricsTest {
    @Test
    void exportsWhatTheGatewayDid(@TempDir Path directory) throws Exception {
        try (var backend = new Backend();
                var gateway = gateway(directory, backend)) {
            var channel =
                    Grpc.newChannelBuilderForAddress(
                                    "localhost",
                                    gateway.dataPort(),
                                    InsecureChannelCredentials.create())
                            .build();
            try {
                var stub = MyServiceAPIGrpc.newBlockingStub(channel);
                for (int i = 0; i < 3; i++) {
                    var _ = stub.myServiceEcho(EchoRequest.getDefaultInstance());
                }
                assertThatThrownBy(
                                () ->
                                        stub.myServiceSubscribe(EchoRequest.getDefaultInstance())
                                                .hasNext())
                        .isInstanceOf(StatusRuntimeException.class)
                        .hasMessageStartingWith("UNAUTHENTICATED");

                Eventually.holds(
                        () ->
                                scrape(gateway)
                                        .contains(
                                                "monopod_calls_total{code=\"0\",reason=\"\","
                                                        + "route=\"/my_service.MyServiceAPI\"} 3.0\n"));
                assertThat(scrape(gateway).lines())
                        .contains(
                                "monopod_calls_total{code=\"16\",reason=\"INVALID_TOKEN\","
                                        + "route=\"/my_service.MyServiceAPI/MyServiceSubscribe\"} 1.0",
                                "monopod_client_connections 1.0",
                                "monopod_upstream_connects_total{result=\"ok\"} 1.0")
                        .anyMatch(
                                line ->
                                        line.matches(
                                                "monopod_bytes_total\\{peer=\"client\",way=\"in\"} [1-9][\\d.E]+"))
                        .allMatch(
                                line ->
                                        line.matches(
                                                "# (HELP|TYPE) monopod_\\w+ .*"
                                                        + "|monopod_\\w+(\\{.*})? [0-9.E-]+"));
            } finally {
                channel.shutdownNow();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "text/plain, text/plain",
        "application/openmetrics-text;version=1.0.0, application/openmetrics-text",
        "application/vnd.google.protobuf;encoding=delimited, text/plain"
    })
    void answersInTheRequestedFormatIfSupported(
            String accepted, String type, @TempDir Path directory) throws Exception {
        try (var backend = new Backend();
                var gateway = gateway(directory, backend)) {
            var response = scrape(gateway, accepted);

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("content-type").orElseThrow())
                    .startsWith(type + ";");
        }
    }

    private static String scrape(Gateway gateway) {
        return scrape(gateway, "*/*").body();
    }

    private static HttpResponse<String> scrape(Gateway gateway, String accepted) {
        var address = "http://localhost:" + gateway.adminPort() + "/metrics";
        try (var client = HttpClient.newHttpClient()) {
            var request =
                    HttpRequest.newBuilder(URI.create(address)).header("Accept", accepted).build();
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static Gateway gateway(Path directory, Backend backend)
            throws IOException, InterruptedException {
        return LocalGateway.start(
                directory,
                """
                        clusters:
                          echo: {type: static, addresses: ["localhost:%d"]}
                        routes:
                          - {prefix: /my_service.MyServiceAPI/, cluster: echo, auth: none, affinity: none}
                          - {prefix: /my_service.MyServiceAPI/MyServiceSubscribe, cluster: echo, affinity: none}
                        """
                        .formatted(backend.port()));
    }
}
