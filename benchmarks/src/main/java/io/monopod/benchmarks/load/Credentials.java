package io.monopod.benchmarks.load;

/// What a call bears. All proxies are sent the same, though only the gateway looks at it.
public record Credentials(String token, String session) {
    /// The token stays out of logs.
    @Override
    public String toString() {
        return "Credentials[session=" + session + "]";
    }
}
