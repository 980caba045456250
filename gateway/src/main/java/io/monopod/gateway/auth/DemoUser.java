package io.monopod.gateway.auth;

import io.monopod.contract.UserName;
import io.monopod.token.Role;

/// The demonstration user, who exists only in demonstration mode.
public final class DemoUser {
    static final int COST = 10;

    private static final String PASSWORD = "TestPassword";

    private static final UserName NAME = new UserName("TestUser");

    /// The hash is a constant, because hashing would slow the start.
    static final User USER = user("$2a$10$7crfCJ/IOCAv7RSPETqQQuvM4gd.T78jtmINP1Ajc4Z0kNg9Ol9yy");

    private DemoUser() {}

    /// The demonstration user with a hash that costs as much as the other users' hashes.
    static User withCost(int cost) {
        return cost == COST ? USER : user(PasswordHash.of(PASSWORD, cost).text());
    }

    /// Whether this is the demonstration user's name. Its tokens can outlive demonstration mode.
    public static boolean is(UserName name) {
        return NAME.equals(name);
    }

    private static User user(String hash) {
        return new User(NAME, new PasswordHash(hash), Role.ADMIN);
    }
}
