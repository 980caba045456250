package io.monopod.gateway.store;

import java.time.Duration;
import java.time.Instant;

/// A gateway's lease at the store, as far as it is sure of it: it begins when the renewal that was
/// answered last was *sent*, so it ends here before it ends at the store. Under it the gateway is a
/// member, and leads. Thread-safe, if one thread renews it.
public final class StoreLease {
    /// After a gateway's death another one leads this much later at most, and a moment for the
    /// store to notice. etcd rounds shorter leases up to two seconds.
    public static final Duration LENGTH = Duration.ofSeconds(3);

    /// @param id 0 for none
    /// @param back since when the store is there, if it is
    private record State(long id, Instant renewed, Instant back) {}

    private volatile State state = new State(0, Instant.MIN, Instant.MIN);

    /// The lease's number at the store; 0 if there is none.
    public long id() {
        return state.id;
    }

    /// The store has granted or renewed it.
    ///
    /// @param sent when that was asked for
    public void renewed(long id, Instant sent, Instant now) {
        state = new State(id, sent, isThere(now) ? state.back : now);
    }

    /// The store has no such lease any more.
    public void lost() {
        state = new State(0, state.renewed, state.back);
    }

    /// Whether it lasts, so the store is there for this gateway.
    public boolean isThere(Instant now) {
        return isThere(state, now);
    }

    private static boolean isThere(State state, Instant now) {
        return state.id != 0 && now.isBefore(state.renewed.plus(LENGTH));
    }

    /// Whether it is that lease, and lasts.
    public boolean is(long id, Instant now) {
        var current = state;
        return current.id == id && isThere(current, now);
    }

    /// When the renewal was sent that was answered last; [Instant#MIN] if none was.
    public Instant renewed() {
        return state.renewed;
    }

    /// Since when the store is there: when this gateway joined, or when the store was back after it
    /// had been away for longer than the lease.
    public Instant back() {
        return state.back;
    }
}
