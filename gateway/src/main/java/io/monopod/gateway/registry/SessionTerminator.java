package io.monopod.gateway.registry;

import io.monopod.contract.ClusterName;
import io.monopod.gateway.assign.EndReason;
import io.monopod.gateway.assign.Hold;
import io.monopod.gateway.assign.Reply;
import io.monopod.gateway.assign.SessionEvent;
import io.monopod.gateway.control.InstanceControl;
import io.monopod.gateway.retry.Backoff;
import io.monopod.gateway.table.SessionTable;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;
import java.util.stream.Collectors;

/// Tells instances to end sessions, each on its own virtual thread, until they confirm it: at once,
/// then with backoff.
final class SessionTerminator implements SessionListener {
    private static final Backoff BACKOFF =
            new Backoff(Duration.ofMillis(250), Duration.ofSeconds(5));

    private final SessionTable table;
    private final InstanceControl control;
    private final InstantSource clock;
    private final DoubleSupplier spread;
    private final Set<Hold> underWay = ConcurrentHashMap.newKeySet();
    private final ConcurrentHashMap<Hold, Tries> tries = new ConcurrentHashMap<>();

    /// @param made how many so far
    /// @param next when the next one is due
    private record Tries(EndReason reason, int made, Instant next) {
        /// False for a new reason, which is sent at once.
        boolean areEnough(EndReason now, Instant at) {
            return reason == now && at.isBefore(next);
        }
    }

    /// @param spread 0 to 1, for each try ([Backoff#after]); called on any thread
    SessionTerminator(
            SessionTable table,
            InstanceControl control,
            InstantSource clock,
            DoubleSupplier spread) {
        this.table = table;
        this.control = control;
        this.clock = clock;
        this.spread = spread;
    }

    @Override
    public void happened(ClusterName cluster, SessionEvent event) {
        if (event instanceof SessionEvent.Ending ending) {
            start(ending);
        }
    }

    /// Sends unconfirmed ends again, if they are due.
    void repeat() {
        var ending = table.ending(clock.instant());
        tries.keySet()
                .retainAll(
                        ending.stream().map(SessionEvent.Ending::hold).collect(Collectors.toSet()));
        ending.forEach(this::start);
    }

    /// How many ends are being sent now.
    int underWay() {
        return underWay.size();
    }

    private void start(SessionEvent.Ending ending) {
        var made = tries.get(ending.hold());
        boolean enough = made != null && made.areEnough(ending.reason(), clock.instant());
        if (!enough && underWay.add(ending.hold())) {
            Thread.ofVirtual().name("ending-" + ending.instance().id()).start(() -> end(ending));
        }
    }

    private void end(SessionEvent.Ending ending) {
        try {
            table.ended(ending.hold(), ask(ending), clock.instant());
        } finally {
            tries.compute(ending.hold(), (_, before) -> oneMore(before, ending.reason()));
            underWay.remove(ending.hold());
        }
    }

    private Tries oneMore(@Nullable Tries before, EndReason reason) {
        int made = before == null ? 1 : before.made() + 1;
        var next = clock.instant().plus(BACKOFF.after(made, spread.getAsDouble()));
        return new Tries(reason, made, next);
    }

    private Reply ask(SessionEvent.Ending ending) {
        try {
            return control.end(ending.hold(), ending.reason());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Reply.Unknown();
        }
    }
}
