package io.monopod.instance.slot;

import io.monopod.config.Secret;
import io.monopod.contract.Epoch;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;

import java.util.Optional;

/// The caller, identified by a gateway's voucher or by a token.
///
/// @param stamp the epoch that a gateway set on the call; empty for a direct call
/// @param token the bare token of a direct call; empty for a gateway's call
public record Caller(SessionId session, UserName user, Optional<Epoch> stamp, Secret token) {
    private static final Secret NONE = new Secret("");

    /// A caller that a gateway vouches for.
    public static Caller vouched(SessionId session, UserName user, Epoch stamp) {
        return new Caller(session, user, Optional.of(stamp), NONE);
    }

    public static Caller direct(SessionId session, UserName user, Secret token) {
        return new Caller(session, user, Optional.empty(), token);
    }
}
