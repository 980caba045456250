package io.monopod.gateway.call;

import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.datapath.http2.header.HeaderList;
import io.monopod.gateway.route.Route;
import io.monopod.token.Role;

import java.time.Duration;
import java.time.Instant;

/// What a call of a session asks for. Its token is valid.
///
/// @param role from the token
/// @param until when the call must be over, by the clock of the leases; [Instant#MAX] for never
/// @param route the call's route
/// @param passed the client's credentials that are passed on to the instance
/// @param maxWait how long the call still waits for an instance; zero for no wait
record SessionRequest(
        SessionId session,
        UserName user,
        Role role,
        Instant until,
        Route route,
        HeaderList passed,
        Duration maxWait) {
    /// Whether the call ends when its token expires, and the session with the last one.
    boolean endsWithToken() {
        return !until.equals(Instant.MAX);
    }

    /// The same request, with only `left` still to wait.
    SessionRequest withWait(Duration left) {
        return new SessionRequest(
                session,
                user,
                role,
                until,
                route,
                passed,
                left.isNegative() ? Duration.ZERO : left);
    }
}
