package io.monopod.console.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// The admin API over HTTP: `docs/admin-api.md`.
public final class HttpAdmin implements GatewayAdmin {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final String API = "/api/v1";

    private final HttpClient http;
    private final URI base;
    private final Tokens tokens;

    /// Supplies the token for each request.
    @FunctionalInterface
    public interface Tokens {
        /// The token; empty for none.
        String token() throws IOException, InterruptedException;
    }

    public HttpAdmin(HttpClient http, URI base, Tokens tokens) {
        this.http = http;
        this.base = base;
        this.tokens = tokens;
    }

    @Override
    public String policy() throws IOException, InterruptedException {
        return get("/policy").path("policy").asText();
    }

    @Override
    public GatewaysReport gateways() throws IOException, InterruptedException {
        return AdminJson.gateways(get("/gateways"));
    }

    @Override
    public List<InstanceReport> instances() throws IOException, InterruptedException {
        List<InstanceReport> reports = new ArrayList<>();
        for (JsonNode instance : get("/instances").path("instances")) {
            reports.add(AdminJson.instance(instance));
        }
        return reports;
    }

    @Override
    public RoomReport room() throws IOException, InterruptedException {
        return AdminJson.room(get("/queue"));
    }

    @Override
    public WhyReport why(String session) throws IOException, InterruptedException {
        return AdminJson.why(get("/why/" + encoded(session)));
    }

    @Override
    public List<SessionReport> sessions() throws IOException, InterruptedException {
        List<SessionReport> reports = new ArrayList<>();
        for (JsonNode session : get("/sessions").path("sessions")) {
            reports.add(AdminJson.session(session));
        }
        return reports;
    }

    /// It needs no token.
    @Override
    public MetricsReport metrics() throws IOException, InterruptedException {
        return MetricsText.read(done(HttpRequest.newBuilder(base.resolve("/metrics")).GET()));
    }

    @Override
    public List<GatewayEvent> past() throws IOException, InterruptedException {
        HttpRequest.Builder request =
                request("/events?follow=false")
                        .header("accept", "text/event-stream")
                        .header("last-event-id", "0");
        List<GatewayEvent> events = new ArrayList<>();
        EventReader reader = new EventReader();
        for (String line : done(request).lines().toList()) {
            reader.line(line).ifPresent(events::add);
        }
        return events;
    }

    @Override
    public void drain(String pod) throws IOException, InterruptedException {
        post("/instances/" + encoded(pod) + "/drain");
    }

    @Override
    public void undrain(String pod) throws IOException, InterruptedException {
        post("/instances/" + encoded(pod) + "/undrain");
    }

    private void post(String path) throws IOException, InterruptedException {
        done(request(path).POST(HttpRequest.BodyPublishers.noBody()));
    }

    @Override
    public void end(String session) throws IOException, InterruptedException {
        done(request("/sessions/" + encoded(session)).DELETE());
    }

    private static String encoded(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public void follow(Consumer<GatewayEvent> listener) throws IOException, InterruptedException {
        HttpResponse<Stream<String>> response =
                http.send(
                        request("/events").header("accept", "text/event-stream").build(),
                        BodyHandlers.ofLines());
        try (Stream<String> lines = response.body()) {
            check(response, "");
            EventReader reader = new EventReader();
            for (Iterator<String> each = lines.iterator(); each.hasNext(); ) {
                reader.line(each.next()).ifPresent(listener);
            }
        } catch (UncheckedIOException e) {
            throw new IOException("the gateway's event stream broke", e);
        }
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        return JSON.readTree(done(request(path).GET()));
    }

    private HttpRequest.Builder request(String path) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(API + path));
        String token = tokens.token();
        return token.isEmpty() ? request : request.header("authorization", "Bearer " + token);
    }

    private String done(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response =
                http.send(request.timeout(TIMEOUT).build(), BodyHandlers.ofString());
        check(response, response.body());
        return response.body();
    }

    /// The gateway's own words, without the JSON around them.
    private static String error(String body) {
        try {
            return JSON.readTree(body).path("error").asText(body);
        } catch (JsonProcessingException _) {
            return body;
        }
    }

    private void check(HttpResponse<?> response, String body) throws IOException {
        if (response.statusCode() / 100 != 2) {
            throw new IOException(
                    "the admin API at %s answers %d %s"
                            .formatted(base.getAuthority(), response.statusCode(), error(body)));
        }
    }
}
