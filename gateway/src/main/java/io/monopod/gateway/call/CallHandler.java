package io.monopod.gateway.call;

import io.monopod.gateway.http2.HeaderList;

import java.util.Set;

/// What the data path asks once for each call, when its request headers are complete.
public interface CallHandler {
    /// Runs on the connection's reader thread: never blocks, never throws for a bad request.
    ///
    /// @param head the request's header list, pseudo-headers included, already a valid HTTP/2
    ///   request
    /// @param client the connection that the call came on
    Verdict admit(HeaderList head, ClientConnection client);

    /// Names of fields that calls are forwarded without: [AdmittedCall#added] has them, if they are
    /// needed. The same each time.
    default Set<String> replaced() {
        return Set.of();
    }

    /// The connection is gone, and with it its calls. Comes once, after the last [#admit] of it.
    default void closed(ClientConnection client) {}
}
