package io.monopod.simulation;

import io.monopod.instance.registration.RealLease;

import java.util.ArrayList;
import java.util.List;

/// Requests to an instance with a lapsed lease, which wait for the gateway's reply.
final class Doubts {
    private record Doubt(Runnable trusted, Runnable otherwise) {}

    private final World world;
    private final SimulatedProcess process;
    private final RealLease lease;
    private final List<Doubt> doubts = new ArrayList<>();

    Doubts(World world, SimulatedProcess process, RealLease lease) {
        this.world = world;
        this.process = process;
        this.lease = lease;
    }

    /// @param trusted runs at once, or when the lease is renewed
    /// @param otherwise runs if the lease is not renewed in time
    /// @return whether `trusted` ran at once
    boolean settle(Runnable trusted, Runnable otherwise) {
        if (lease.isGood()) {
            trusted.run();
            return true;
        }
        var doubt = new Doubt(trusted, otherwise);
        doubts.add(doubt);
        process.after(
                world.settings().lease(),
                () -> {
                    if (doubts.remove(doubt)) {
                        otherwise.run();
                    }
                });
        return false;
    }

    /// The gateway has replied.
    void heard() {
        if (lease.isGood()) {
            var settled = List.copyOf(doubts);
            doubts.clear();
            settled.forEach(doubt -> doubt.trusted.run());
        }
    }
}
