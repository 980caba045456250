package io.monopod.contract;

/// A user, as the `sub` of a token names it. Not empty.
public record UserName(String value) {
    public UserName {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("user name must not be empty");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
