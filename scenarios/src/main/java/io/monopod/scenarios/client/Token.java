package io.monopod.scenarios.client;

/// A token; its text form hides the value.
public record Token(String value) {
    @Override
    public String toString() {
        return "Token[hidden]";
    }
}
