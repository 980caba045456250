package io.monopod.gateway.shared;

import io.monopod.gateway.assign.Grant;

import java.time.Duration;
import java.util.function.Consumer;

/// The calls that still run at an instance when its session's claim has gone.
final class LastCalls {
    /// The instance ends them in a second.
    private static final Duration TIME = Duration.ofSeconds(2);

    private LastCalls() {}

    /// Cuts them when their time is over. Does not block.
    static void cut(Grant grant, Routes routes, Consumer<Grant> cut) {
        if (grant.calls().inProgress() > 0) {
            Thread.ofVirtual().name("last calls").start(() -> cutLater(grant, routes, cut));
        }
    }

    private static void cutLater(Grant grant, Routes routes, Consumer<Grant> cut) {
        try {
            Thread.sleep(TIME);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        boolean inUse =
                routes.all().stream().anyMatch(other -> other.instance().equals(grant.instance()));
        if (grant.calls().inProgress() > 0 && !inUse) {
            cut.accept(grant);
        }
    }
}
