package io.monopod.gateway.call;

import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.gateway.route.Route;

import java.time.Duration;
import java.time.Instant;

/// What a call of a session asks for. Its token is good.
///
/// @param until when it has to be over, by the clock of the leases
/// @param route that it came by
/// @param patience how long it will still wait for an instance; zero for not at all
record SessionRequest(
        SessionId session, UserName user, Instant until, Route route, Duration patience) {
    /// The same, when `left` is all that it will wait.
    SessionRequest withPatience(Duration left) {
        return new SessionRequest(
                session, user, until, route, left.isNegative() ? Duration.ZERO : left);
    }
}
