package io.monopod.console.model;

import io.monopod.console.service.UiThread;
import io.monopod.console.snapshot.Frame;
import io.monopod.console.snapshot.GatewayState;
import io.monopod.console.state.Shown;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Takes frames of what is shown on its own thread, at most ten a second. It hands over the next
/// frame only after the UI thread has finished the last one. A slow screen gets fewer frames and
/// never a queue.
public final class Refresher implements AutoCloseable {
    static final Duration PERIOD = Duration.ofMillis(100);

    /// The time axis of a running run moves even without events, as does the age of what is known.
    public static final Duration CLOCK_PERIOD = Duration.ofMillis(250);

    private final Shown shown;
    private final Supplier<Frame.Request> request;
    private final InstantSource clock;
    private final UiThread ui;
    private final Consumer<Frame> screen;
    private final Thread thread;

    /// Guards `poked`.
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition woken = lock.newCondition();
    private boolean poked;

    /// @param request asked on the refresher's thread
    /// @param screen called on the UI thread
    public Refresher(
            Shown shown,
            Supplier<Frame.Request> request,
            InstantSource clock,
            UiThread ui,
            Consumer<Frame> screen) {
        this.shown = shown;
        this.request = request;
        this.clock = clock;
        this.ui = ui;
        this.screen = screen;
        this.thread = Thread.ofVirtual().name("refresher").unstarted(this::loop);
    }

    public Refresher start() {
        thread.start();
        return this;
    }

    /// Takes the next frame at once, because the request has changed.
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
            Instant taken = Instant.MIN;
            boolean running = false;
            while (true) {
                boolean early = pause();
                Instant now = clock.instant();
                boolean due = running && !now.isBefore(taken.plus(CLOCK_PERIOD));
                if (early || due || shown.changes() != seen) {
                    Frame frame = shown.frame(request.get(), now);
                    seen = frame.number();
                    taken = now;
                    running = isMoving(frame);
                    show(frame);
                }
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    /// Whether it changes with the time alone: the axis of a run, the age of what is known.
    private static boolean isMoving(Frame frame) {
        return (frame.run() != null && frame.run().running())
                || !(frame.gateway() instanceof GatewayState.None);
    }

    /// Waits for the next period.
    ///
    /// @return whether [#poke] ended the wait early
    private boolean pause() throws InterruptedException {
        long nanos = PERIOD.toNanos();
        lock.lock();
        try {
            while (!poked && nanos > 0) {
                nanos = woken.awaitNanos(nanos);
            }
            boolean early = poked;
            poked = false;
            return early;
        } finally {
            lock.unlock();
        }
    }

    private void show(Frame frame) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        ui.run(
                () -> {
                    try {
                        screen.accept(frame);
                    } finally {
                        done.countDown();
                    }
                });
        done.await();
    }
}
