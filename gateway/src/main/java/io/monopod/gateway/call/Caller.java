package io.monopod.gateway.call;

import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;

import java.time.Instant;

/// Who calls, as far as the route wants to know.
sealed interface Caller {
    /// The route asks for no token.
    record Anyone() implements Caller {}

    /// A good token, on a route without sessions.
    record User(UserName name) implements Caller {}

    /// A good token for the session that the call bears.
    ///
    /// @param expiry of the token
    record Member(UserName user, SessionId session, Instant expiry) implements Caller {}

    /// Not somebody who may make this call.
    record Refused(Refusal why) implements Caller {}
}
