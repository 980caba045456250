package io.monopod.console.service.system;

import io.monopod.console.admin.GatewayProbe;
import io.monopod.console.admin.Look;
import io.monopod.console.admin.Role;
import io.monopod.console.admin.Sighting;
import io.monopod.scenarios.client.Client;
import io.monopod.scenarios.client.Clients;
import io.monopod.scenarios.client.RequestOptions;
import io.monopod.scenarios.event.Answer;
import io.monopod.scenarios.event.Code;
import io.monopod.scenarios.system.Endpoint;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Asks a gateway's admin port whether it is ready. If that says nothing, or is not known, it asks
/// the port for clients by a health check of gRPC.
final class HealthProbe implements GatewayProbe, AutoCloseable {
    /// Of a look.
    static final Duration LONGEST = Duration.ofSeconds(1);

    private static final Duration ADMIN_TIMEOUT = LONGEST;

    /// If the admin port is silent for so long, the port for clients is asked as well: both
    /// time-outs one after the other would be too long.
    private static final Duration PATIENCE = Duration.ofMillis(300);

    private static final Duration DATA_TIMEOUT = LONGEST.minus(PATIENCE);

    private static final String ROLE = "monopod-role";

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
    public Look look() throws InterruptedException {
        if (admin == null) {
            return Look.of(lookAtData());
        }
        CompletableFuture<Optional<Look>> ready = ready(admin);
        try {
            Optional<Look> answer = ready.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return answer.isPresent() ? answer.get() : Look.of(withoutAdmin());
        } catch (TimeoutException _) {
            Sighting data = withoutAdmin();
            return ready.join().orElse(Look.of(data));
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            ready.cancel(true);
        }
    }

    /// Empty if the admin port does not say.
    private CompletableFuture<Optional<Look>> ready(URI base) {
        HttpRequest request =
                HttpRequest.newBuilder(base.resolve("/health/ready"))
                        .timeout(ADMIN_TIMEOUT)
                        .build();
        return http.sendAsync(request, BodyHandlers.discarding())
                .thenApply(HealthProbe::said)
                .exceptionally(_ -> Optional.empty());
    }

    private static Optional<Look> said(HttpResponse<?> answer) {
        int status = answer.statusCode();
        if (status / 100 == 2) {
            return Optional.of(new Look(Sighting.SERVING, role(answer)));
        }
        return status == UNAVAILABLE
                ? Optional.of(new Look(Sighting.DRAINING, role(answer)))
                : Optional.empty();
    }

    private static Role role(HttpResponse<?> answer) {
        return switch (answer.headers().firstValue(ROLE).orElse("")) {
            case "leader" -> Role.LEADER;
            case "follower" -> Role.FOLLOWER;
            case "no-leader" -> Role.NO_LEADER;
            default -> Role.ALONE;
        };
    }

    private Sighting withoutAdmin() throws InterruptedException {
        Sighting data = lookAtData();
        return data == Sighting.SERVING ? Sighting.ADMIN_DEAD : data;
    }

    private Sighting lookAtData() throws InterruptedException {
        RequestOptions bare = client.envelope().withoutSession().within(DATA_TIMEOUT);
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
