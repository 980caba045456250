package io.monopod.token;

/// A user's role, from the token's claim `role`. Empty if there is no such claim.
public record Role(String value) {
    public static final Role ADMIN = new Role("admin");
    public static final Role NONE = new Role("");

    @Override
    public String toString() {
        return value;
    }
}
