package io.monopod.simulation.many;

import io.monopod.simulation.SimulationFailed;

/// One world, from its beginning until it is at rest.
final class Simulation {
    private Simulation() {}

    /// @param steps with faults; the steps until it is at rest are extra
    /// @return all steps
    static int run(long seed, int steps, Seams seams) {
        var world = new World(seed, seams);
        try {
            world.begin();
            for (int step = 0; step < steps; step++) {
                world.step();
            }
            return steps + world.settleDown();
        } catch (AssertionError | RuntimeException e) {
            throw new SimulationFailed(seed, world.trail(), e);
        }
    }
}
