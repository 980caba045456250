package io.monopod.agent;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/// Whether the agent comes up: the gateway must accept an instance, and a process must get ready.
/// What goes wrong later does not end it. Thread-safe.
final class Startup {
    /// A process may be unlucky, as with a port that another program takes.
    private static final int MAX_DEATHS = 3;

    private final CountDownLatch known = new CountDownLatch(1);
    private final CountDownLatch ready = new CountDownLatch(1);
    private final AtomicInteger deaths = new AtomicInteger();
    private volatile Optional<String> failure = Optional.empty();

    /// The gateway has accepted an instance.
    void known() {
        known.countDown();
    }

    /// A process is ready.
    void ready() {
        ready.countDown();
    }

    /// A process died before it was ready.
    void died(String why) {
        if (deaths.incrementAndGet() >= MAX_DEATHS) {
            failed(why);
        }
    }

    /// @param why for the user, in one line
    void failed(String why) {
        if (known.getCount() > 0 || ready.getCount() > 0) {
            failure = Optional.of(why);
            known.countDown();
            ready.countDown();
        }
    }

    /// Waits until the agent is up, or fails.
    ///
    /// @return why it failed
    Optional<String> await() throws InterruptedException {
        known.await();
        ready.await();
        return failure;
    }
}
