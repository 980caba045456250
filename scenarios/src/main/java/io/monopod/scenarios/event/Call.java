package io.monopod.scenarios.event;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/// A call as it was sent.
///
/// @param to the destination as `host:port`: the gateway, or an instance for a direct call; of
///   several gateways, the one that the client tries first
/// @param method the bare method name, for example `MyServiceEcho`
/// @param session the `session-id` that was sent, or the one that a `Login` is for; text, because
///   some scenarios send malformed ids; null if none was sent
/// @param attempt 1 for the first try; increases with each retry
/// @param sent the request's metadata, with a placeholder for the token
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
