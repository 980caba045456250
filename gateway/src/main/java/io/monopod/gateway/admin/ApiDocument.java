package io.monopod.gateway.admin;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

import java.io.IOException;
import java.util.Objects;

/// The OpenAPI document of the admin listener, for tools. It is written by hand; a test holds it
/// against the real thing.
final class ApiDocument implements Handler {
    static final String PATH = "/openapi.yaml";

    @Override
    public void handle(ServerRequest request, ServerResponse response) throws IOException {
        try (var document = ApiDocument.class.getResourceAsStream("openapi.yaml")) {
            response.header(HeaderNames.CONTENT_TYPE, "application/yaml")
                    .send(Objects.requireNonNull(document).readAllBytes());
        }
    }
}
