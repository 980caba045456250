package io.monopod.gateway.auth;

import io.monopod.config.InvalidSetting;
import io.monopod.config.Key;
import io.monopod.contract.UserName;
import io.monopod.token.Role;

/// A user who may log in.
public record User(
        @Key(doc = "the name to log in with") UserName name,
        @Key(doc = "bcrypt hash, as the subcommand hash-password prints it")
                PasswordHash passwordHash,
        @Key(value = "user", doc = "what the user may do, for example admin") Role role) {
    /// With a lower cost, a stolen file is cracked too fast. With a higher one, a few logins a
    /// second exhaust the gateway.
    private static final int MIN_COST = 10;

    private static final int MAX_COST = 16;

    public User {
        InvalidSetting.unless(
                passwordHash.isValid()
                        && passwordHash.cost() >= MIN_COST
                        && passwordHash.cost() <= MAX_COST,
                "password-hash",
                passwordHash,
                "a bcrypt hash of cost " + MIN_COST + " to " + MAX_COST);
    }
}
