package io.monopod.gateway.auth;

import io.monopod.contract.UserName;
import io.monopod.token.Role;

/// The demonstration user, who exists only in demonstration mode.
final class DemoUser {
    static final int COST = 10;

    private static final String PASSWORD = "TestPassword";

    /// The password's hash is written down, because making it would slow the start.
    static final User USER = user("$2a$10$7crfCJ/IOCAv7RSPETqQQuvM4gd.T78jtmINP1Ajc4Z0kNg9Ol9yy");

    private DemoUser() {}

    /// The demonstration user beside others, whose hashes cost `cost`.
    static User withCost(int cost) {
        return cost == COST ? USER : user(PasswordHash.of(PASSWORD, cost).text());
    }

    private static User user(String hash) {
        return new User(new UserName("TestUser"), new PasswordHash(hash), Role.ADMIN);
    }
}
