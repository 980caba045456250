package io.monopod.gateway.call;

import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;

/// A user with a good token for a session, who may ask for it. Whose it is, the table knows.
public record Claimant(SessionId session, UserName user) {}
