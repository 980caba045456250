package io.monopod.benchmarks.load;

/// The metadata of a call. All proxies get it, though only the gateway reads it.
public record Credentials(String token, String session) {
    /// Keeps the token out of logs.
    @Override
    public String toString() {
        return "Credentials[session=" + session + "]";
    }
}
