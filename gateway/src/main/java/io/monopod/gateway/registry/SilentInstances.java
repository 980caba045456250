package io.monopod.gateway.registry;

import io.monopod.gateway.assign.SessionTable;

import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;

/// Asks for instances that are spared although they are silent ([SessionTable#silent]): the host of
/// one whose process is gone refuses a connection, and then it is lost like any other.
final class SilentInstances {
    private final SessionTable table;
    private final Grants grants;
    private final InstantSource clock;
    private final AtomicBoolean underWay = new AtomicBoolean();

    SilentInstances(SessionTable table, Grants grants, InstantSource clock) {
        this.table = table;
        this.grants = grants;
        this.clock = clock;
    }

    /// Asks for all of them, one after the other, on a virtual thread; not twice at a time.
    void ask() {
        var silent = table.silent(clock.instant());
        if (!silent.isEmpty() && underWay.compareAndSet(false, true)) {
            Thread.ofVirtual()
                    .name("silent-instances")
                    .start(
                            () -> {
                                try {
                                    silent.forEach(grants::unreachable);
                                } finally {
                                    underWay.set(false);
                                }
                            });
        }
    }
}
