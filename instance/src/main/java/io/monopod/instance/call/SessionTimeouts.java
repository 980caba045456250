package io.monopod.instance.call;

import io.monopod.contract.Epoch;
import io.monopod.contract.SessionId;
import io.monopod.instance.slot.SessionSlot;
import io.monopod.instance.slot.SlotState;
import io.monopod.instance.slot.SlotState.Held;
import io.monopod.instance.slot.SlotState.Holder;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Ends a session that nobody uses any more, as its gateways allow. Only where several gateways
/// forward its calls: then none of them sees them all. [SessionUse] decides. Thread-safe.
public final class SessionTimeouts implements AutoCloseable {
    /// Between two looks at the session, at most.
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final SessionSlot slot;
    private final RunningCalls calls;
    private final SessionConnections connections;
    private final SessionEnds ends;
    private final CountDownLatch closed = new CountDownLatch(1);

    /// Guarded by itself.
    private final SessionUse use = new SessionUse();

    /// Guards the thread.
    private final Object lock = new Object();

    private @Nullable Thread thread;
    private volatile Limits limits = Limits.NONE;

    /// How long a session goes on that is not used; zero for ever.
    ///
    /// @param idle without a call
    /// @param disconnected without a connection of its client
    public record Limits(Duration idle, Duration disconnected) {
        public static final Limits NONE = new Limits(Duration.ZERO, Duration.ZERO);
    }

    public SessionTimeouts(
            SessionSlot slot,
            RunningCalls calls,
            SessionConnections connections,
            SessionEnds ends) {
        this.slot = slot;
        this.calls = calls;
        this.connections = connections;
        this.ends = ends;
    }

    public void limit(Limits now) {
        limits = now;
        if (now.idle().isPositive() || now.disconnected().isPositive()) {
            watch();
        }
    }

    /// A token of the session is valid for that long from now. The session ends after the longest
    /// such time.
    ///
    /// @return false if the session does not hold the slot under that epoch
    public boolean extend(SessionId session, Epoch epoch, Duration validFor) {
        var holder = holder(slot.state());
        if (holder == null || !holder.session().equals(session) || !holder.epoch().equals(epoch)) {
            return false;
        }
        synchronized (use) {
            use.allow(holder, validFor, System.nanoTime());
        }
        watch();
        return true;
    }

    private void watch() {
        synchronized (lock) {
            if (thread == null) {
                thread = Thread.ofVirtual().name("session timeouts").start(this::run);
            }
        }
    }

    private void run() {
        try {
            do {
                // The slot is read last: a call that takes it has begun before.
                long begun = calls.begun();
                boolean busy = calls.areRunning();
                var holder = holder(slot.state());
                boolean connected = holder != null && connections.areOpen(holder);
                SessionUse.@Nullable Over over;
                synchronized (use) {
                    over =
                            use.look(
                                    new SessionUse.Seen(
                                            holder, begun, busy, connections.known(), connected),
                                    limits,
                                    System.nanoTime());
                }
                if (over != null) {
                    ends.endUnused(over.holder(), over.reason());
                }
            } while (!closed.await(pause(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Short limits, as tests have them, are kept exactly enough.
    private long pause() {
        var now = limits;
        return Stream.of(now.idle(), now.disconnected())
                .filter(Duration::isPositive)
                .mapToLong(limit -> Math.max(1, limit.toNanos() / 5))
                .reduce(LOOK.toNanos(), Math::min);
    }

    private static @Nullable Holder holder(SlotState state) {
        return state instanceof Held(var holder, _, _, _, _) ? holder : null;
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
