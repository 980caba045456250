package io.monopod.gateway.shared;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// The way to the leader, as far as it is known. Thread-safe.
final class Links {
    /// How long a call that waits for no instance waits for a leader: as long as an election takes
    /// after a leader's death.
    private static final Duration ELECTION = Duration.ofSeconds(5);

    /// So that a leader that refuses is not asked without a pause.
    private static final Duration PAUSE = Duration.ofMillis(50);

    private @Nullable LeaderLink link;
    private boolean connected;

    /// @param leader null while there is none
    synchronized void use(@Nullable LeaderLink leader) {
        var before = link;
        link = leader;
        notifyAll();
        if (before != null) {
            before.close();
        }
    }

    /// @param now whether the store answers
    synchronized void connected(boolean now) {
        connected = now;
        notifyAll();
    }

    synchronized boolean isConnected() {
        return connected;
    }

    synchronized @Nullable LeaderLink now() {
        return link;
    }

    /// Waits for a leader.
    ///
    /// @param patient whether the call waits for an instance anyway
    /// @return null if there is none: the store is away, or the election takes too long
    @Nullable LeaderLink await(boolean patient) throws InterruptedException {
        synchronized (this) {
            long until = System.nanoTime() + ELECTION.toNanos();
            while (link == null) {
                long left = until - System.nanoTime();
                if (left <= 0 || (!connected && !patient)) {
                    return null;
                }
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
            return link;
        }
    }

    /// Waits until there may be another leader than that one.
    void awaitOtherThan(LeaderLink away) throws InterruptedException {
        synchronized (this) {
            if (link == away) {
                TimeUnit.NANOSECONDS.timedWait(this, PAUSE.toNanos());
            }
        }
    }
}
