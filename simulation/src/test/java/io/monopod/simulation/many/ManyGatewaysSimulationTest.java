package io.monopod.simulation.many;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// `-Dsimulation.steps=N` sets the length, `-Dsimulation.from=SEED` the first seed, and
/// `-Dsimulation.seed=SEED` replays one world.
class ManyGatewaysSimulationTest {
    /// Per world, before it must come to rest.
    private static final int STEPS = 20_000;

    private static final long ALL_STEPS = Long.getLong("simulation.steps", 1_000_000);
    private static final long FROM = Long.getLong("simulation.from", 1);

    @Test
    void invariantsHoldAcrossAllGateways() {
        var replayed = Long.getLong("simulation.seed");
        long steps = 0;
        for (long seed = replayed == null ? FROM : replayed; steps < ALL_STEPS; seed++) {
            steps += Simulation.run(seed, STEPS, new Seams() {});
            if (replayed != null) {
                return;
            }
        }
        assertThat(steps).isGreaterThanOrEqualTo(ALL_STEPS);
    }
}
