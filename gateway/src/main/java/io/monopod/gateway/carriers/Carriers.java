package io.monopod.gateway.carriers;

import jdk.management.VirtualThreadSchedulerMXBean;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/// Adapts the number of carrier threads to the work, up to the number that the JVM was started with
/// (`jdk.virtualThreadScheduler.parallelism`).
///
/// A call on a nearly idle gateway costs twice the CPU if its steps move between carriers, because
/// each carrier must be woken. But one carrier alone is not safe: a name look-up or a password hash
/// could block it, and with it every call.
public final class Carriers {
    /// Loading the classes for this must not slow down the first calls.
    private static final Duration AFTER_START = Duration.ofSeconds(5);

    private Carriers() {}

    /// Adapts the number from now on, on a daemon platform thread, until the process ends.
    ///
    /// @param work the total work since the start, in any unit
    public static void adapt(LongSupplier work) {
        Thread.ofPlatform().daemon().name("carriers").start(() -> run(work));
    }

    private static void run(LongSupplier work) {
        LockSupport.parkNanos(AFTER_START.toNanos());
        var scheduler = ManagementFactory.getPlatformMXBean(VirtualThreadSchedulerMXBean.class);
        var wanted = new CarrierCount(scheduler.getParallelism());
        while (true) {
            // Not a wait for an event: this samples at fixed intervals.
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

    /// The scheduler starts another carrier only when a new task arrives.
    private static void wake() {
        Thread.ofVirtual().name("carriers").start(() -> {});
    }
}
