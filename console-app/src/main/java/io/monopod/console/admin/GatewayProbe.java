package io.monopod.console.admin;

/// Looks whether a gateway answers.
@FunctionalInterface
public interface GatewayProbe {
    /// Blocks for a few seconds at most. For one thread at a time.
    Sighting look() throws InterruptedException;
}
