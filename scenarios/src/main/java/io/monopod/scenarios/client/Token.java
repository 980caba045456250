package io.monopod.scenarios.client;

/// A token from `Login`: never printed.
public record Token(String value) {
    @Override
    public String toString() {
        return "Token[hidden]";
    }
}
