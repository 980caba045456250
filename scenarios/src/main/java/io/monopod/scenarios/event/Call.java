package io.monopod.scenarios.event;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/// A call as the client sent it.
///
/// @param to where it went, `host:port`: the gateway, or an instance that was called directly
/// @param method the bare method name, for example `MyServiceEcho`
/// @param session the `session-id` that was sent, or the one that a `Login` is for; text, since
///   some scenarios send what is no session id at all; null if none was sent
/// @param attempt 1 for the first try; a client that comes back after a refusal counts on
/// @param sent the request's metadata, with the token replaced by a placeholder
public record Call(
        CallId id,
        ClientId client,
        String to,
        String method,
        @Nullable String session,
        int attempt,
        List<Metadatum> sent,
        Instant startedAt) {
    public Call {
        sent = List.copyOf(sent);
    }
}
