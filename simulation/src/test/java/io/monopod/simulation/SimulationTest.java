package io.monopod.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// `-Dsimulation.steps=N` sets the length, `-Dsimulation.from=SEED` the first seed, and
/// `-Dsimulation.seed=SEED` replays one world.
class SimulationTest {
    /// Per world, before it must come to rest.
    private static final int STEPS = 20_000;

    private static final long ALL_STEPS = Long.getLong("simulation.steps", 1_000_000);
    private static final long FROM = Long.getLong("simulation.from", 1);

    @Test
    void invariantsHoldInEveryStep() {
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

    @Test
    void sameSeedMakesSameWorld() {
        assertThat(trailOf(7)).isEqualTo(trailOf(7)).isNotEqualTo(trailOf(8));
    }

    private static String trailOf(long seed) {
        var world = new World(seed, new Seams() {});
        world.begin();
        for (int step = 0; step < 2_000; step++) {
            world.step();
        }
        return world.trail().toString();
    }
}
