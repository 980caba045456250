package io.monopod.console.service.system;

import io.monopod.console.admin.GatewayProbe;
import io.monopod.console.admin.Sighting;
import io.monopod.scenarios.client.Client;
import io.monopod.scenarios.client.Clients;
import io.monopod.scenarios.client.RequestOptions;
import io.monopod.scenarios.event.Answer;
import io.monopod.scenarios.event.Code;
import io.monopod.scenarios.system.Endpoint;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;

/// Asks a gateway's admin port whether it is ready. If that says nothing, or is not known, it asks
/// the port for clients by a health check of gRPC.
final class HealthProbe implements GatewayProbe, AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofMillis(1_200);

    /// Its request and its answer are read as an echo's: both begin with a text.
    private static final String HEALTH_CHECK = "grpc.health.v1.Health/Check";

    private static final int UNAVAILABLE = 503;

    private final HttpClient http;
    private final @Nullable URI admin;
    private final Clients clients = new Clients("probe", event -> {}, InstantSource.system());
    private final Client client;

    /// @param admin the address of the admin port; null if unknown
    HealthProbe(HttpClient http, @Nullable URI admin, Endpoint gateway) {
        this.http = http;
        this.admin = admin;
        this.client = clients.open(gateway, "probe");
    }

    @Override
    public Sighting look() throws InterruptedException {
        if (admin == null) {
            return lookAtData();
        }
        try {
            int status = ready(admin);
            if (status / 100 == 2) {
                return Sighting.SERVING;
            }
            if (status == UNAVAILABLE) {
                return Sighting.DRAINING;
            }
        } catch (IOException _) {
            // The port for clients tells whether all of it is gone.
        }
        Sighting data = lookAtData();
        return data == Sighting.SERVING ? Sighting.ADMIN_DEAD : data;
    }

    private int ready(URI base) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(base.resolve("/health/ready")).timeout(TIMEOUT).build();
        return http.send(request, BodyHandlers.discarding()).statusCode();
    }

    private Sighting lookAtData() throws InterruptedException {
        RequestOptions bare = client.envelope().withoutSession().within(TIMEOUT);
        Answer answer = client.echoAs(HEALTH_CHECK, "", bare).answer();
        if (answer.ok()) {
            return Sighting.SERVING;
        }
        if (!answer.local()) {
            return Sighting.DRAINING;
        }
        return answer.code() == Code.DEADLINE_EXCEEDED ? Sighting.HUNG : Sighting.GONE;
    }

    @Override
    public void close() {
        clients.close();
    }
}
