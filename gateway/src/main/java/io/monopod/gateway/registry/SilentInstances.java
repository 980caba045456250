package io.monopod.gateway.registry;

import io.monopod.gateway.table.SessionTable;

import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;

/// Probes instances that stay registered although their lease has run out ([SessionTable#silent]).
/// If the process is gone, its host refuses the connection, and the instance is lost.
final class SilentInstances {
    private final Sessions sessions;
    private final InstantSource clock;
    private final AtomicBoolean underWay = new AtomicBoolean();

    SilentInstances(Sessions sessions, InstantSource clock) {
        this.sessions = sessions;
        this.clock = clock;
    }

    /// Probes all of them, one after the other, on a virtual thread. Does nothing while an earlier
    /// round is under way.
    void ask() {
        var silent = sessions.table().silent(clock.instant());
        if (!silent.isEmpty() && underWay.compareAndSet(false, true)) {
            Thread.ofVirtual()
                    .name("silent-instances")
                    .start(
                            () -> {
                                try {
                                    silent.forEach(sessions::unreachable);
                                } finally {
                                    underWay.set(false);
                                }
                            });
        }
    }
}
