package io.monopod.console.model;

import io.monopod.console.desk.UiThread;
import io.monopod.console.live.Frame;
import io.monopod.console.live.LiveModel;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Takes frames of the live model, at most ten a second, on a thread of its own, and hands each to
/// the UI thread when that has done with the one before: a slow screen gets fewer frames and never
/// a queue of them.
public final class Refresher implements AutoCloseable {
    static final Duration PERIOD = Duration.ofMillis(100);

    /// A run's picture moves on though nothing happens.
    private static final Duration CLOCK_PERIOD = Duration.ofMillis(500);

    private final LiveModel live;
    private final Supplier<Frame.Wish> wish;
    private final InstantSource clock;
    private final UiThread ui;
    private final Consumer<Frame> screen;
    private final Thread thread;

    /// Guards `poked`.
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition woken = lock.newCondition();
    private boolean poked;

    /// @param wish asked on the refresher's thread
    /// @param screen told on the UI thread
    public Refresher(
            LiveModel live,
            Supplier<Frame.Wish> wish,
            InstantSource clock,
            UiThread ui,
            Consumer<Frame> screen) {
        this.live = live;
        this.wish = wish;
        this.clock = clock;
        this.ui = ui;
        this.screen = screen;
        this.thread = Thread.ofVirtual().name("refresher").unstarted(this::loop);
    }

    public Refresher start() {
        thread.start();
        return this;
    }

    /// What is wished has changed: the next frame comes at once.
    public void poke() {
        lock.lock();
        try {
            poked = true;
            woken.signal();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void loop() {
        try {
            long seen = -1;
            Instant shown = Instant.MIN;
            boolean running = false;
            while (true) {
                boolean asked = pause();
                Instant now = clock.instant();
                boolean due = running && !now.isBefore(shown.plus(CLOCK_PERIOD));
                if (asked || due || live.changes() != seen) {
                    Frame frame = live.frame(wish.get(), now);
                    seen = frame.number();
                    shown = now;
                    running = frame.run() != null && frame.run().running();
                    show(frame);
                }
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    /// Waits for the next turn.
    ///
    /// @return whether it came early because somebody asked
    private boolean pause() throws InterruptedException {
        long nanos = PERIOD.toNanos();
        lock.lock();
        try {
            while (!poked && nanos > 0) {
                nanos = woken.awaitNanos(nanos);
            }
            boolean asked = poked;
            poked = false;
            return asked;
        } finally {
            lock.unlock();
        }
    }

    private void show(Frame frame) throws InterruptedException {
        CountDownLatch shown = new CountDownLatch(1);
        ui.run(
                () -> {
                    try {
                        screen.accept(frame);
                    } finally {
                        shown.countDown();
                    }
                });
        shown.await();
    }
}
