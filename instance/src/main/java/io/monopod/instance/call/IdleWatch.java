package io.monopod.instance.call;

import io.monopod.instance.slot.SessionSlot;
import io.monopod.instance.slot.SlotState;
import io.monopod.instance.slot.SlotState.Held;
import io.monopod.instance.slot.SlotState.Holder;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Ends a session that has had no call for the time that the gateway allows. Only where several
/// gateways forward its calls: then none of them sees them all. Thread-safe.
public final class IdleWatch implements AutoCloseable {
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final SessionSlot slot;
    private final RunningCalls calls;
    private final SessionEnds ends;
    private final CountDownLatch closed = new CountDownLatch(1);

    /// Guards the thread.
    private final Object lock = new Object();

    private @Nullable Thread thread;
    private volatile Duration limit = Duration.ZERO;

    /// What the last look showed: as long as all of it stays the same, nothing has called.
    private record Seen(@Nullable Holder holder, long begun, boolean busy) {}

    public IdleWatch(SessionSlot slot, RunningCalls calls, SessionEnds ends) {
        this.slot = slot;
        this.calls = calls;
        this.ends = ends;
    }

    /// @param idle how long a session may be without a call; zero for ever
    public void limit(Duration idle) {
        limit = idle;
        synchronized (lock) {
            if (idle.isPositive() && thread == null) {
                thread = Thread.ofVirtual().name("idle watch").start(this::run);
            }
        }
    }

    private void run() {
        try {
            var seen = look();
            long since = System.nanoTime();
            while (!closed.await(pause(), TimeUnit.NANOSECONDS)) {
                var now = look();
                if (now.busy() || !now.equals(seen)) {
                    since = System.nanoTime();
                }
                seen = now;
                var idle = limit;
                var holder = now.holder();
                boolean over = System.nanoTime() - since >= idle.toNanos();
                if (holder != null && idle.isPositive() && over) {
                    ends.endIdle(holder);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private long pause() {
        return Math.max(1, Math.min(LOOK.toNanos(), limit.toNanos() / 5));
    }

    /// The slot is read last: a call that takes it has begun before.
    private Seen look() {
        long begun = calls.begun();
        boolean busy = calls.areRunning();
        return new Seen(holder(slot.state()), begun, busy);
    }

    private static @Nullable Holder holder(SlotState state) {
        return state instanceof Held(var holder, _, _, _, _) ? holder : null;
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
