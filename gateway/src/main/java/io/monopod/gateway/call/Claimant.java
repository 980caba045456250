package io.monopod.gateway.call;

import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;

/// A user with a good token for a session. It proves that the user may ask for the session, not
/// that it is the user's: a session is its owner's, whose calls come first.
public record Claimant(SessionId session, UserName user) {}
