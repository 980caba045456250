package io.monopod.scenarios.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.monopod.scenarios.client.Clients;
import io.monopod.scenarios.client.Token;
import io.monopod.scenarios.system.Credentials;
import io.monopod.scenarios.system.Endpoint;
import io.monopod.scenarios.system.Settling;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.StreamSupport;

/// Waits, by a gateway's admin API, until as many instances are free as a scenario counts on: where
/// each session ends its process, a scenario that has just been played leaves none for a second.
///
/// @param gateway where to log in; the user has to be an administrator
/// @param admin the gateway's listener for operators
record Vacancy(Endpoint gateway, Endpoint admin, Credentials credentials) implements Settling {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final ObjectMapper JSON = new ObjectMapper();

    /// @throws NoSystem if the API does not answer, or so many instances do not become free
    @Override
    public void await(int instances) throws IOException, InterruptedException {
        Token token = logIn();
        Instant end = Instant.now().plus(PATIENCE);
        try (HttpClient http = HttpClient.newHttpClient()) {
            int free = free(http, token);
            while (free < instances && Instant.now().isBefore(end)) {
                // Asking again is all that there is to wait for.
                LockSupport.parkNanos(PAUSE.toNanos());
                free = free(http, token);
            }
            if (free < instances) {
                throw new NoSystem(
                        "%d instances are wanted, and %d are free after %d s"
                                .formatted(instances, free, PATIENCE.toSeconds()));
            }
        }
    }

    private Token logIn() throws NoSystem, InterruptedException {
        try (Clients clients = new Clients("admin", event -> {}, InstantSource.system())) {
            var client = clients.open(gateway, "admin");
            var answer = client.login(credentials).answer();
            return client.token()
                    .orElseThrow(
                            () ->
                                    new NoSystem(
                                            "cannot log in at %s for the admin API: %s"
                                                    .formatted(gateway, answer.message())));
        }
    }

    /// In all clusters together.
    private int free(HttpClient http, Token token) throws IOException, InterruptedException {
        URI clusters = URI.create("http://" + admin.authority() + "/api/v1/clusters");
        var request =
                HttpRequest.newBuilder(clusters)
                        .header("authorization", "Bearer " + token.value())
                        .timeout(PATIENCE)
                        .build();
        var response = http.send(request, BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new NoSystem(
                    "the admin API at %s answers %d".formatted(admin, response.statusCode()));
        }
        JsonNode list = JSON.readTree(response.body()).path("clusters");
        return StreamSupport.stream(list.spliterator(), false)
                .mapToInt(cluster -> cluster.path("free").asInt())
                .sum();
    }
}
