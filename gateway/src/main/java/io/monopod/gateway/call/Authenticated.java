package io.monopod.gateway.call;

import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.gateway.assign.Refusal;
import io.monopod.token.Role;

import java.time.Instant;

/// Who makes a call, as far as its route asks.
sealed interface Authenticated {
    /// The route asks for no token.
    record Anyone() implements Authenticated {}

    /// A valid token, on a route without sessions.
    record User(UserName name) implements Authenticated {}

    /// A valid token for the call's session.
    ///
    /// @param role from the token
    /// @param expiry of the token
    record Member(UserName user, Role role, SessionId session, Instant expiry)
            implements Authenticated {}

    /// The caller may not make this call.
    record Refused(Refusal why) implements Authenticated {}
}
