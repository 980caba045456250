package io.monopod.console;

import javafx.application.Platform;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// The JavaFX toolkit for tests: started once per process, used from the test's thread.
final class Fx {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static boolean started;

    private Fx() {}

    static synchronized void start() throws InterruptedException {
        if (!started) {
            CountDownLatch up = new CountDownLatch(1);
            Platform.startup(up::countDown);
            up.await();
            Platform.setImplicitExit(false);
            started = true;
        }
    }

    static <T> T get(Supplier<T> task) {
        if (Platform.isFxApplicationThread()) {
            return task.get();
        }
        FutureTask<T> future = new FutureTask<>(task::get);
        Platform.runLater(future);
        try {
            return future.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException("failed on the UI thread", e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new IllegalStateException("the UI thread did not answer", e);
        }
    }

    static void run(Runnable task) {
        get(
                () -> {
                    task.run();
                    return true;
                });
    }

    /// Waits until a condition holds; it is evaluated on the UI thread.
    static void await(String what, Duration timeout, BooleanSupplier condition)
            throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!get(condition::getAsBoolean)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within " + timeout + ": " + what);
            }
            // The poll interval; the awaited changes take frames of a tenth of a second.
            Thread.sleep(20);
        }
    }
}
