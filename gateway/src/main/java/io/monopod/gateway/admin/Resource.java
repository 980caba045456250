package io.monopod.gateway.admin;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

import jakarta.json.Json;

import java.nio.charset.StandardCharsets;

/// How all paths of the admin listener answer. HEAD gets the answer to GET without the content (RFC
/// 9110, 9.3.2). An unsupported method gets the list of supported ones (15.5.6). Errors are JSON.
public final class Resource {
    private Resource() {}

    /// Adds a readable path. The handler answers with [#send], or checks the method itself.
    public static void get(HttpRules rules, String path, Handler handler) {
        rules.get(path, handler).head(path, handler).any(path, allowOnly("GET, HEAD"));
    }

    static void post(HttpRules rules, String path, Handler handler) {
        rules.post(path, handler).any(path, allowOnly("POST"));
    }

    static void delete(HttpRules rules, String path, Handler handler) {
        rules.delete(path, handler).any(path, allowOnly("DELETE"));
    }

    private static Handler allowOnly(String methods) {
        return (request, response) -> {
            response.header(HeaderNames.ALLOW, methods);
            error(request, response, Status.METHOD_NOT_ALLOWED_405, "allowed are " + methods);
        };
    }

    /// For paths that no other route matches.
    public static void notFound(ServerRequest request, ServerResponse response) {
        error(request, response, Status.NOT_FOUND_404, "no such path");
    }

    static boolean isHead(ServerRequest request) {
        return request.prologue().method().equals(Method.HEAD);
    }

    static void error(ServerRequest request, ServerResponse response, Status status, String why) {
        response.status(status);
        send(request, response, Json.createObjectBuilder().add("error", why).build().toString());
    }

    static void send(ServerRequest request, ServerResponse response, String json) {
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        send(request, response, "application/json", json.getBytes(StandardCharsets.UTF_8));
    }

    public static void send(
            ServerRequest request, ServerResponse response, String type, byte[] content) {
        response.header(HeaderNames.CONTENT_TYPE, type);
        if (isHead(request)) {
            response.header(HeaderNames.CONTENT_LENGTH, Integer.toString(content.length)).send();
        } else {
            response.send(content);
        }
    }
}
