package io.monopod.scenarios.local;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Waits for concurrently started processes, in the order in which they become ready. Fails when
/// the first of them exits, because the others may wait for it.
final class Startup {
    private final BlockingQueue<ChildProcess> heard = new LinkedBlockingQueue<>();
    private final Duration limit;
    private final long deadline;

    /// @param limit for all together, from now on
    Startup(Duration limit) {
        this.limit = limit;
        this.deadline = System.nanoTime() + limit.toNanos();
    }

    /// Called by a process when it is ready, and when it has exited.
    Consumer<ChildProcess> hears() {
        return heard::add;
    }

    /// Waits for the next ready process.
    ///
    /// @throws ProcessFailed if one exited
    /// @throws AgentFailed if that was the agent
    /// @throws IOException if none is ready within the limit
    ChildProcess next() throws IOException, InterruptedException {
        ChildProcess next = heard.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (next == null) {
            throw new IOException(
                    "the local system did not start within " + limit.toSeconds() + " s");
        }
        if (!next.isAlive()) {
            throw next.exitedEarly();
        }
        return next;
    }
}
