package io.monopod.console.admin;

/// Looks whether a gateway answers.
@FunctionalInterface
public interface GatewayProbe {
    /// Blocks for a second at most. For one thread at a time.
    Look look() throws InterruptedException;
}
