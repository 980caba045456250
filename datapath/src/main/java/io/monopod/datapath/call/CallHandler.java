package io.monopod.datapath.call;

import io.monopod.datapath.http2.header.HeaderList;

import java.util.Set;

/// Decides about each call when its request headers are complete.
public interface CallHandler {
    int RESOURCE_EXHAUSTED = 8;
    int UNAVAILABLE = 14;

    /// Runs on the connection's reader thread: never blocks, never throws for a bad request.
    ///
    /// @param head the request's header list with pseudo-headers, already a valid HTTP/2 request
    /// @param client the connection that the call came on
    RoutingDecision admit(HeaderList head, ClientConnection client);

    /// The names of fields that are not forwarded; [AdmittedCall#added] contains them if they are
    /// needed. Always the same set.
    default Set<String> replaced() {
        return Set.of();
    }

    /// The answer to a call when the process is overloaded. Does not block. By default the
    /// contract's text, without a reason: clients of a gateway hear it from instances, too.
    default Answer overloaded() {
        return new Answer(RESOURCE_EXHAUSTED, "gateway overloaded", HeaderList.EMPTY);
    }

    /// The answer to a call that is still open when the server must stop. Does not block.
    default Answer stopped() {
        return new Answer(UNAVAILABLE, "service unavailable", HeaderList.EMPTY);
    }

    /// Whether clients may use names with the reserved prefix
    /// ([io.monopod.contract.Names#RESERVED_PREFIX]). Always the same answer.
    default boolean allowsReservedNames() {
        return false;
    }

    /// The connection and its calls have ended. Called once, after its last [#admit].
    default void closed(ClientConnection client) {}
}
