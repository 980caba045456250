package io.monopod.simulation.many;

import io.monopod.contract.Epoch;
import io.monopod.gateway.store.Claim;
import io.monopod.gateway.store.etcd.RealClaimQueue;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/// One gateway's writes of claims, one after the other, as `ClaimWriter` does it.
final class ClaimWrites {
    private static final Duration TRY = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final World world;
    private final Gateway gateway;
    private final RealClaimQueue queue = new RealClaimQueue();
    private final Map<RealClaimQueue.Change, Consumer<Boolean>> awaited = new HashMap<>();
    private boolean writing;

    ClaimWrites(World world, Gateway gateway) {
        this.world = world;
        this.gateway = gateway;
    }

    void granted(Epoch highest) {
        queue.granted(highest);
    }

    /// Writes a claim, and tells whether it is written.
    ///
    /// @return withdraws it, if the outcome is open
    Runnable claim(long term, Claim claim, Duration time, Consumer<Boolean> outcome) {
        var change = queue.put(term, claim);
        awaited.put(change, outcome);
        Runnable withdraw =
                () -> {
                    if (awaited.remove(change) != null) {
                        queue.withdraw(change, claim);
                        outcome.accept(false);
                        write();
                    }
                };
        gateway.process().after(time, withdraw);
        write();
        return withdraw;
    }

    void restore(long term, Claim claim) {
        queue.restore(term, claim);
        write();
    }

    void release(long term, Claim.Of session, Epoch epoch) {
        queue.delete(term, session, epoch);
        write();
    }

    private void write() {
        if (!writing && !queue.isEmpty()) {
            writing = true;
            var batch = queue.take();
            write(batch, queue.raised(batch));
        }
    }

    /// Sends it until its outcome is known.
    private void write(RealClaimQueue.Batch batch, Epoch raised) {
        world.store()
                .ask(
                        gateway,
                        TRY,
                        () -> world.store().write(batch, raised),
                        written -> {
                            writing = false;
                            queue.settle(batch, written);
                            for (var change : batch.changes()) {
                                var outcome = awaited.remove(change);
                                if (outcome != null) {
                                    outcome.accept(written);
                                }
                            }
                            write();
                        },
                        () -> gateway.process().after(PAUSE, () -> write(batch, raised)));
    }
}
