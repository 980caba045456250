package io.monopod.datapath.upstream;

import io.monopod.datapath.call.Target;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// The targets that denied a call that they had provably seen. For a while they are not believed
/// about which calls they saw, so that no call runs twice. Safe for use by many threads.
final class UntrustedTargets {
    private static final System.Logger LOG = System.getLogger(UntrustedTargets.class.getName());
    private static final long MEMORY = Duration.ofMinutes(30).toNanos();
    private static final int MAX_COUNT = 4096;

    /// Guarded by this; in the order of detection.
    private final Map<Target, Long> caught = new LinkedHashMap<>();

    /// @param now on the clock of [System#nanoTime()]
    void caught(Target target, long now) {
        boolean known;
        synchronized (this) {
            known = caught.remove(target) != null;
            caught.put(target, now);
            if (caught.size() > MAX_COUNT) {
                caught.remove(caught.keySet().iterator().next());
            }
        }
        if (!known) {
            LOG.log(
                    Level.WARNING,
                    () -> "has denied calls that it has seen, is not believed instance=" + target);
        }
    }

    synchronized boolean isKnown(Target target, long now) {
        var since = caught.get(target);
        return since != null && now - since < MEMORY;
    }
}
