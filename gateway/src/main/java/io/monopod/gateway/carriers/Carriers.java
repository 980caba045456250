package io.monopod.gateway.carriers;

import jdk.management.VirtualThreadSchedulerMXBean;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/// Keeps as many carrier threads as there is work for, up to the number that the JVM was started
/// with (`jdk.virtualThreadScheduler.parallelism`).
///
/// A call on a nearly idle gateway costs twice the CPU if its steps wander from one carrier to
/// another, each of which has to be woken; but a lone carrier that is blocked, by a name look-up or
/// a password's hash, would stop every call.
public final class Carriers {
    /// The first calls are not to share the processor with the classes that this takes.
    private static final Duration AFTER_START = Duration.ofSeconds(5);

    private Carriers() {}

    /// Adapts the number from now on, on a platform thread of its own, for as long as the process
    /// lives.
    ///
    /// @param work how much there was since the start, in any unit
    public static void adapt(LongSupplier work) {
        Thread.ofPlatform().daemon().name("carriers").start(() -> run(work));
    }

    private static void run(LongSupplier work) {
        LockSupport.parkNanos(AFTER_START.toNanos());
        var scheduler = ManagementFactory.getPlatformMXBean(VirtualThreadSchedulerMXBean.class);
        var wanted = new CarrierCount(scheduler.getParallelism());
        while (true) {
            // Not a wait for something to happen: it looks at regular times.
            LockSupport.parkNanos(wanted.pause().toNanos());
            int now = scheduler.getParallelism();
            int next = wanted.after(scheduler.getQueuedVirtualThreadCount(), work.getAsLong());
            if (next != now) {
                scheduler.setParallelism(next);
            }
            if (next > now) {
                wake();
            }
        }
    }

    /// The scheduler looks for another carrier only when something new is to be run.
    private static void wake() {
        Thread.ofVirtual().name("carriers").start(() -> {});
    }
}
