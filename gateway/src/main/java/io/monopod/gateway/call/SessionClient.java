package io.monopod.gateway.call;

import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;

/// A user with a valid token for a session. Only the table knows who owns the session.
public record SessionClient(SessionId session, UserName user) {}
