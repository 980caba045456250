package io.monopod.simulation;

/// A violated invariant, with its seed and the events before it.
public final class SimulationFailed extends AssertionError {
    private static final long serialVersionUID = 1L;

    private final long seed;

    public SimulationFailed(long seed, Trail trail, Throwable cause) {
        super(
                "%s%nreplay with -Dsimulation.seed=%d%n%n%s"
                        .formatted(cause.getMessage(), seed, trail),
                cause);
        this.seed = seed;
    }

    public long seed() {
        return seed;
    }
}
