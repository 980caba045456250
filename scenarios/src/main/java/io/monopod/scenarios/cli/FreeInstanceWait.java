package io.monopod.scenarios.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.monopod.process.AdminTokenFile;
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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.StreamSupport;

/// Waits, using a gateway's admin API, until a scenario's number of instances is free. Where each
/// session ends its process, none is free for about a second after a scenario.
///
/// The token is the gateway's own ([AdminTokenFile]) if it is found, or else that of a user who is
/// an administrator.
///
/// @param gateway where to log in if there is no token file
/// @param admin the gateway's admin listener
/// @param environment may contain the token
record FreeInstanceWait(
        Endpoint gateway, Endpoint admin, Credentials credentials, Map<String, String> environment)
        implements Settling {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final ObjectMapper JSON = new ObjectMapper();

    /// @throws NoSystem if the API does not answer, or too few instances become free
    @Override
    public void await(int instances) throws IOException, InterruptedException {
        String token = token();
        Instant end = Instant.now().plus(TIMEOUT);
        try (HttpClient http = HttpClient.newHttpClient()) {
            int free = free(http, token);
            while (free < instances && Instant.now().isBefore(end)) {
                // The API must be polled; there is no event to wait for.
                LockSupport.parkNanos(PAUSE.toNanos());
                free = free(http, token);
            }
            if (free < instances) {
                throw new NoSystem(
                        "%d instances are wanted, and %d are free after %d s"
                                .formatted(instances, free, TIMEOUT.toSeconds()));
            }
        }
    }

    private String token() throws IOException, InterruptedException {
        Optional<String> own = AdminTokenFile.find(admin.host(), admin.port(), environment);
        return own.isPresent() ? own.get() : logIn().value();
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

    /// The free instances of all clusters.
    private int free(HttpClient http, String token) throws IOException, InterruptedException {
        URI clusters = URI.create("http://" + admin.authority() + "/api/v1/clusters");
        var request =
                HttpRequest.newBuilder(clusters)
                        .header("authorization", "Bearer " + token)
                        .timeout(TIMEOUT)
                        .build();
        var response = http.send(request, BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new NoSystem(
                    ("the admin API at %s answers %d; it wants the token of the gateway's"
                                    + " admin.token-file (here: %s or %s), or an administrator's")
                            .formatted(
                                    admin,
                                    response.statusCode(),
                                    AdminTokenFile.TOKEN,
                                    AdminTokenFile.FILE));
        }
        JsonNode list = JSON.readTree(response.body()).path("clusters");
        return StreamSupport.stream(list.spliterator(), false)
                .mapToInt(cluster -> cluster.path("free").asInt())
                .sum();
    }
}
