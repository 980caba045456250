package io.monopod.instance.lease;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// Acts each time a lease runs out.
public final class LapseWatch implements AutoCloseable {
    private static final Logger LOG = System.getLogger(LapseWatch.class.getName());

    private final Lease lease;
    private final Runnable lapsed;
    private final Runnable renewed;
    private final Thread thread;

    /// @param lapsed runs when the lease has run out
    /// @param renewed runs when it is good again
    public LapseWatch(Lease lease, Runnable lapsed, Runnable renewed) {
        this.lease = lease;
        this.lapsed = lapsed;
        this.renewed = renewed;
        this.thread = Thread.ofVirtual().name("lapse watch").start(this::run);
    }

    private void run() {
        try {
            while (true) {
                lease.awaitLapse();
                runSafely(lapsed);
                lease.awaitRenewal();
                runSafely(renewed);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    /// The watch must not end with one failure.
    private static void runSafely(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "work failed at the end or return of a lease", e);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
