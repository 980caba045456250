package io.monopod.scenarios.local;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Waits for processes that were started side by side, in the order in which they become ready, or
/// for the first that is not to be.
final class Startup {
    private final BlockingQueue<ChildProcess> settled = new LinkedBlockingQueue<>();
    private final Duration limit;
    private final long deadline;

    /// @param limit from now on, for all together
    Startup(Duration limit) {
        this.limit = limit;
        this.deadline = System.nanoTime() + limit.toNanos();
    }

    /// What a process calls when it is ready or has exited.
    Consumer<ChildProcess> settles() {
        return settled::add;
    }

    /// Waits for the next that is ready.
    ///
    /// @throws ProcessFailed if one exited instead
    /// @throws IOException if none is ready in time
    ChildProcess next() throws IOException, InterruptedException {
        ChildProcess next = settled.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (next == null) {
            throw new IOException("not ready within " + limit.toSeconds() + " s");
        }
        if (next.ready().isEmpty()) {
            throw next.exitedEarly();
        }
        return next;
    }
}
