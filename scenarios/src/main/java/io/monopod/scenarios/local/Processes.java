package io.monopod.scenarios.local;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// Every process of a system that may still run, so that none is left behind.
final class Processes {
    private final Duration grace;
    private final Set<ChildProcess> alive = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /// @param grace how long processes may take to end after a request
    Processes(Duration grace) {
        this.grace = grace;
    }

    ChildProcess start(ChildProcess.Launch launch, ChildProcess.Hooks hooks) throws IOException {
        Consumer<ChildProcess> exited =
                child -> {
                    alive.remove(child);
                    hooks.exited().accept(child);
                };
        ChildProcess child =
                ChildProcess.start(
                        launch, new ChildProcess.Hooks(hooks.listener(), hooks.changed(), exited));
        alive.add(child);
        if (closed) {
            // It was started during the shutdown.
            child.kill();
        }
        if (!child.isAlive()) {
            alive.remove(child);
        }
        return child;
    }

    boolean isClosed() {
        return closed;
    }

    /// Asks all to end, kills those that do not end in time, and returns when all have exited. An
    /// interrupt skips the waiting and is kept.
    void close() {
        closed = true;
        alive.forEach(ChildProcess::terminate);
        boolean interrupted = !awaitAll(grace);
        killAll();
        interrupted |= !awaitAll(grace);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// Kills all.
    void killAll() {
        closed = true;
        alive.forEach(ChildProcess::kill);
    }

    /// @return false if interrupted
    private boolean awaitAll(Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        try {
            for (ChildProcess child : alive) {
                child.waitFor(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
            }
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }
}
