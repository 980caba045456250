package io.monopod.simulation;

import io.monopod.myservice.instance.RealLease;

import java.util.ArrayList;
import java.util.List;

/// What came to an instance whose lease has lapsed, and waits for the gateway's word.
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
    /// @param otherwise runs if it is not renewed in time
    /// @return whether that was at once
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

    /// The gateway has spoken.
    void heard() {
        if (lease.isGood()) {
            var settled = List.copyOf(doubts);
            doubts.clear();
            settled.forEach(doubt -> doubt.trusted.run());
        }
    }
}
