package io.monopod.scenarios.system;

/// A user's login.
public record Credentials(String username, String password) {
    /// The user of the contract's demonstration mode.
    public static final Credentials DEMO = new Credentials("TestUser", "TestPassword");

    /// Hides the password.
    @Override
    public String toString() {
        return "Credentials[username=" + username + "]";
    }
}
