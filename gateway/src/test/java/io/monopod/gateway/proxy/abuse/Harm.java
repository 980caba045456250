package io.monopod.gateway.proxy.abuse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/// Whether something does harm: to a bystander, or to the memory.
final class Harm {
    /// On a machine that does other things as well, shorter times say nothing.
    private static final Duration NOISE = Duration.ofMillis(50);

    private static final long MEGABYTE = 1 << 20;
    private static final System.Logger LOG = System.getLogger(Harm.class.getName());

    private Harm() {}

    /// Something bad.
    @FunctionalInterface
    interface Event {
        /// @param weigh to be run when the harm is greatest: measures the memory
        void run(Runnable weigh) throws IOException, InterruptedException;
    }

    /// @param megabytes that the heap may grow by
    static void none(String name, int port, int megabytes, Event event)
            throws IOException, InterruptedException {
        try (var bystander = new Bystander(port)) {
            var before = bystander.p99During(() -> {});
            var quiet = bystander.p99During(() -> {});
            long heap = usedHeap();
            var grown = new long[1];
            var meanwhile =
                    bystander.p99During(() -> event.run(() -> grown[0] = usedHeap() - heap));
            LOG.log(
                    System.Logger.Level.INFO,
                    "{0}: p99 before={1} us, meanwhile={2} us; heap +{3} KiB",
                    name,
                    quiet.toNanos() / 1000,
                    meanwhile.toNanos() / 1000,
                    grown[0] / 1024);
            var worst = before.compareTo(quiet) > 0 ? before : quiet;
            assertThat(meanwhile).isLessThan(worst.multipliedBy(2).plus(NOISE));
            assertThat(grown[0]).isNotZero().isLessThan(megabytes * MEGABYTE);
        }
    }

    private static long usedHeap() {
        var memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }
}
