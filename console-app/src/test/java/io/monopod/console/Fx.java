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

/// The toolkit, for tests: started once in a process, and spoken to from the test's thread.
final class Fx {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
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
            return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
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

    /// Waits until something holds that is asked on the UI thread.
    static void await(String what, Duration patience, BooleanSupplier condition)
            throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!get(condition::getAsBoolean)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited " + patience + " in vain: " + what);
            }
            // Between two looks; what is waited for takes frames of a tenth of a second.
            Thread.sleep(20);
        }
    }
}
