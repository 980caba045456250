package io.monopod.datapath.proxy.abuse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.time.Duration;
import java.util.Collections;
import java.util.List;

/// Measures whether an event slows a bystander down or uses too much memory.
final class Harm {
    /// On a busy machine, differences below this mean nothing.
    private static final Duration NOISE = Duration.ofMillis(50);

    /// Real harm shows in every round; the effect of another program on the machine passes.
    private static final int MAX_ROUNDS = 4;

    private static final long MEGABYTE = 1 << 20;
    private static final System.Logger LOG = System.getLogger(Harm.class.getName());

    private Harm() {}

    /// An abusive event.
    @FunctionalInterface
    interface Event {
        /// @param weigh measures the memory; the event runs it when it holds most
        void run(Runnable weigh) throws IOException, InterruptedException;
    }

    /// @param megabytes the most that the heap may grow
    static void none(String name, int port, int megabytes, Event event)
            throws IOException, InterruptedException {
        Round round = round(name, port, megabytes, event);
        for (int i = 1; i < MAX_ROUNDS && round.isHarm(); i++) {
            round = round(name, port, megabytes, event);
        }
        assertThat(round.meanwhile()).isLessThan(round.limit());
    }

    private static Round round(String name, int port, int megabytes, Event event)
            throws IOException, InterruptedException {
        try (var bystander = new Bystander(port)) {
            var warm = bystander.p99During(() -> {});
            var before = bystander.p99During(() -> {});
            long heap = usedHeap();
            var grown = new long[1];
            var meanwhile =
                    bystander.p99During(() -> event.run(() -> grown[0] = usedHeap() - heap));
            var after = bystander.p99During(() -> {});
            LOG.log(
                    System.Logger.Level.INFO,
                    "{0}: p99 before={1} us, meanwhile={2} us, after={3} us; heap +{4} KiB",
                    name,
                    before.toNanos() / 1000,
                    meanwhile.toNanos() / 1000,
                    after.toNanos() / 1000,
                    grown[0] / 1024);
            assertThat(grown[0]).isNotZero().isLessThan(megabytes * MEGABYTE);
            return new Round(Collections.max(List.of(warm, before, after)), meanwhile);
        }
    }

    /// @param quiet the bystander's p99 without the event, before or after it, whichever is worse
    private record Round(Duration quiet, Duration meanwhile) {
        Duration limit() {
            return quiet.multipliedBy(2).plus(NOISE);
        }

        boolean isHarm() {
            return meanwhile.compareTo(limit()) >= 0;
        }
    }

    /// As a collection has just left it: the flood's own thread allocates on, megabytes in the time
    /// that this one may have to wait for its turn.
    private static long usedHeap() {
        ManagementFactory.getMemoryMXBean().gc();
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getCollectionUsage().getUsed())
                .sum();
    }
}
