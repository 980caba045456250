package io.monopod.gateway.admin;

import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

import java.io.IOException;
import java.util.Objects;

/// Serves the OpenAPI document of the admin listener. The document is written by hand; a test
/// compares it with the real API.
final class ApiDocument implements Handler {
    static final String PATH = "/openapi.yaml";

    @Override
    public void handle(ServerRequest request, ServerResponse response) throws IOException {
        try (var document = ApiDocument.class.getResourceAsStream("openapi.yaml")) {
            Resource.send(
                    request,
                    response,
                    "application/yaml",
                    Objects.requireNonNull(document).readAllBytes());
        }
    }
}
