package io.monopod.gateway.call;

import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;

import java.time.Duration;

/// What a call of a session asks for.
///
/// @param patience how long it will wait for an instance; zero for not at all
record SessionRequest(SessionId session, UserName user, Duration patience) {}
