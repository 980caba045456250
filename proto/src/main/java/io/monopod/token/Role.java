package io.monopod.token;

/// What a user may do, as the claim `role` of a token says it. Empty if the token says nothing.
public record Role(String value) {
    public static final Role ADMIN = new Role("admin");
    public static final Role NONE = new Role("");

    @Override
    public String toString() {
        return value;
    }
}
