package io.monopod.scenarios.event;

import java.time.Instant;

/// The content of a call's answer.
public sealed interface Reply {
    /// The answer to `Login`, without the token.
    record LoggedIn(String role, Instant expiresAt) implements Reply {}

    /// The answer of an instance; for a stream, its newest message.
    ///
    /// @param clientValue the echoed value; empty for `MyServiceShutdown`
    /// @param serverValue `my_service`; empty for `MyServiceShutdown`
    record Served(
            String pod,
            String serverSession,
            String clientSession,
            int index,
            String serverMethod,
            String clientValue,
            String serverValue)
            implements Reply {}
}
