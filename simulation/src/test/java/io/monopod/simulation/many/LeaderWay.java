package io.monopod.simulation.many;

import java.time.Duration;

/// A gateway's way to the one that leads, and back. What waits at a process that has died is given
/// up at once: its connection is reset.
///
/// @param gateway the one that asks
record LeaderWay(World world, Gateway gateway) {
    void to(Gateway there, Runnable action) {
        if (there.equals(gateway)) {
            action.run();
            return;
        }
        world.net()
                .carry(
                        gateway.node(),
                        there.node(),
                        () -> {
                            if (there.process().isAlive()) {
                                there.process().run(action);
                            } else {
                                action.run();
                            }
                        });
    }

    void from(Gateway there, Runnable action) {
        if (there.equals(gateway)) {
            gateway.process().after(Duration.ZERO, action);
        } else {
            world.net().carry(there.node(), gateway.node(), () -> gateway.process().run(action));
        }
    }
}
