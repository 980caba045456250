package io.monopod.scenarios.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.monopod.process.AdminTokenFile;
import io.monopod.scenarios.system.Endpoint;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

import javax.net.ssl.SSLException;

/// A gateway's admin API. Every [IOException] has a message for the user that says what to do.
///
/// The token is looked up for each request: a gateway makes a new one at each start.
public final class AdminClient implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /// The gateway sends something on an event stream every ten seconds.
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http;
    private final AdminTls tls;
    private final Endpoint admin;
    private final URI base;
    private final Map<String, String> environment;

    /// @param environment may have the token, or name its file
    /// @throws IllegalArgumentException with a message for the user, if the host is malformed or a
    ///   TLS file cannot be used
    public AdminClient(Endpoint admin, Map<String, String> environment) {
        this.admin = admin;
        this.tls = AdminTls.of(admin.transport());
        this.base = URI.create(tls.scheme() + "://" + admin.authority() + "/api/v1");
        if (base.getHost() == null) {
            throw new IllegalArgumentException("'" + admin.host() + "' is no host name");
        }
        this.http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(TIMEOUT)
                        .sslContext(tls.context())
                        .build();
        this.environment = environment;
    }

    public Endpoint admin() {
        return admin;
    }

    /// An id as a part of a path.
    public static String encoded(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    }

    public JsonNode get(String path) throws IOException, InterruptedException {
        var response = send(request(path).timeout(TIMEOUT), BodyHandlers.ofString());
        check(response, 200, response.body());
        try {
            return JSON.readTree(response.body());
        } catch (JsonProcessingException e) {
            throw new IOException("what answers at " + admin + " is no admin API of a gateway", e);
        }
    }

    /// @return false if there is nothing of that id
    public boolean post(String path) throws IOException, InterruptedException {
        return act(request(path).POST(BodyPublishers.noBody()));
    }

    /// @return false if there is nothing of that id
    public boolean delete(String path) throws IOException, InterruptedException {
        return act(request(path).DELETE());
    }

    private boolean act(HttpRequest.Builder request) throws IOException, InterruptedException {
        var response = send(request.timeout(TIMEOUT), BodyHandlers.ofString());
        var error = error(response.body());
        boolean unknown = error.equals("no such session") || error.equals("no such instance");
        if (response.statusCode() == 404 && unknown) {
            return false;
        }
        check(response, 204, response.body());
        return true;
    }

    /// Reads events, oldest first, until the stream ends.
    ///
    /// @param last the id of the event to read on after; empty for the next event
    /// @param follow whether to wait for further events
    /// @throws IOException also if the gateway falls silent
    public void events(String last, boolean follow, Consumer<AdminEvent> listener)
            throws IOException, InterruptedException {
        var request = request(follow ? "/events" : "/events?follow=false");
        if (!last.isEmpty()) {
            request.header("last-event-id", last);
        }
        // Times the wait for the headers only.
        var response = send(request.timeout(TIMEOUT), BodyHandlers.ofLines());
        try (Stream<String> body = response.body()) {
            if (response.statusCode() != 200) {
                check(response, 200, body.findFirst().orElse(""));
            }
            var parser = new EventParser();
            var lines = TimedLines.of(body, SILENCE);
            for (var line = lines.next(); line.isPresent(); line = lines.next()) {
                parser.line(line.get()).ifPresent(listener);
            }
        }
    }

    private HttpRequest.Builder request(String path) throws IOException {
        var request = HttpRequest.newBuilder(URI.create(base + path));
        var token = token();
        // Without one, the gateway says whether it needs one, or that it is away.
        return token.isEmpty() ? request : request.header("authorization", "Bearer " + token.get());
    }

    private Optional<String> token() throws IOException {
        Optional<String> token;
        try {
            token = AdminTokenFile.find(admin.host(), admin.port(), environment);
        } catch (IOException e) {
            var why =
                    e instanceof NoSuchFileException
                            ? "there is no such file; a gateway has one while it runs"
                            : e.toString();
            throw new IOException(
                    "cannot read the token in %s=%s: %s"
                            .formatted(
                                    AdminTokenFile.FILE, environment.get(AdminTokenFile.FILE), why),
                    e);
        }
        // A header that cannot be sent would be quoted by the exception.
        if (token.isPresent() && !token.get().chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new IOException(
                    "%s or %s has no token: a token is one word"
                            .formatted(AdminTokenFile.TOKEN, AdminTokenFile.FILE));
        }
        return token;
    }

    private <T> HttpResponse<T> send(HttpRequest.Builder request, BodyHandler<T> body)
            throws IOException, InterruptedException {
        try {
            return http.send(request.build(), body);
        } catch (IOException e) {
            throw new IOException(
                    "cannot reach the admin API at %s: %s; start the gateway, or name another with --admin HOST:PORT"
                            .formatted(admin, why(e)),
                    e);
        }
    }

    private String why(IOException e) {
        return switch (e) {
            case SSLException broken -> tls.why(broken);
            case HttpTimeoutException _ -> "no answer within " + TIMEOUT.toSeconds() + " s";
            case ConnectException unknown
                    when unknown.getCause() instanceof ConnectException cause
                            && cause.getCause() instanceof UnresolvedAddressException ->
                    "there is no such host";
            case ConnectException unknown
                    when unknown.getCause() instanceof UnresolvedAddressException ->
                    "there is no such host";
            case ConnectException _ -> "nothing listens there";
            default -> tls.why(e);
        };
    }

    private void check(HttpResponse<?> response, int expected, String body) throws IOException {
        int status = response.statusCode();
        if (status != expected) {
            throw new IOException(
                    switch (status) {
                        case 401 -> noToken(response.request());
                        case 403 ->
                                "the admin API at %s refuses this token: %s"
                                        .formatted(admin, error(body));
                        default ->
                                "what listens at %s answers %d %s"
                                        .formatted(admin, status, error(body))
                                        .strip();
                    });
        }
    }

    private String noToken(HttpRequest request) {
        var what = request.headers().map().containsKey("authorization") ? "another" : "a";
        return "the admin API at %s wants %s token: set %s to the gateway's admin.token-file (new at each start), or %s to an administrator's token"
                .formatted(admin, what, AdminTokenFile.FILE, AdminTokenFile.TOKEN);
    }

    /// The API's own words, or nothing.
    private static String error(String body) {
        try {
            return JSON.readTree(body).path("error").asText();
        } catch (JsonProcessingException e) {
            return "";
        }
    }

    /// Does not wait for an event stream.
    @Override
    public void close() {
        http.shutdownNow();
        tls.close();
    }
}
