package io.monopod.token;

import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;

import java.time.Instant;
import java.util.Optional;

/// The claims of a valid token. Safe to log: they do not reveal the token.
///
/// @param user claim `sub`
/// @param role claim `role`
/// @param session claim `session_id`, the session that the token was issued for; the gateway's
///   admin tokens have none
/// @param expiresAt claim `exp`
public record TokenClaims(
        UserName user, Role role, Optional<SessionId> session, Instant expiresAt) {}
