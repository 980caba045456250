package io.monopod.scenarios.local;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// Records every event of a local system, and waits for events.
final class RecordedEvents implements LocalListener {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final List<LocalEvent> all = new CopyOnWriteArrayList<>();
    private final BlockingQueue<LocalEvent> next = new LinkedBlockingQueue<>();

    @Override
    public void on(LocalEvent event) {
        all.add(event);
        next.add(event);
    }

    List<LocalEvent> all() {
        return all;
    }

    /// Waits for the next event of a type after the last one that was waited for.
    <E extends LocalEvent> E await(Class<E> kind, Predicate<E> wanted) throws InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (true) {
            LocalEvent event = next.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (event == null) {
                throw new AssertionError("no such " + kind.getSimpleName() + " among " + all);
            }
            if (kind.isInstance(event) && wanted.test(kind.cast(event))) {
                return kind.cast(event);
            }
        }
    }
}
