package io.monopod.simulation;

/// A world went wrong; says how, by which seed, and what happened before.
final class SimulationFailed extends AssertionError {
    private static final long serialVersionUID = 1L;

    private final long seed;

    SimulationFailed(long seed, Trail trail, Throwable cause) {
        super(
                "%s%nreplay with -Dsimulation.seed=%d%n%n%s"
                        .formatted(cause.getMessage(), seed, trail),
                cause);
        this.seed = seed;
    }

    long seed() {
        return seed;
    }
}
