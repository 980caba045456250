package io.monopod.instance.call;

import io.monopod.instance.slot.SlotState.Holder;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Objects;

/// Decides when the session of a slot is over because nobody uses it. Times are nanoseconds of any
/// clock that never goes back. Not thread-safe.
final class SessionUse {
    /// Longer between two looks, this process did not run. Such time does not count: what its
    /// clients have done meanwhile it has not read yet.
    private static final long MAX_STEP = Duration.ofSeconds(2).toNanos();

    /// How long after a token's end a later one may be told of. The gateways end the token's calls
    /// meanwhile.
    private static final Duration EXPIRY_MARGIN = Duration.ofSeconds(1);

    private @Nullable Holder holder;
    private @Nullable Expiry expiry;
    private long looked;
    private long calls;
    private long connections;
    private long idle;
    private long disconnected;

    /// When the last token ends that its gateways have told of.
    private record Expiry(Holder holder, long at) {}

    /// What a look shows.
    ///
    /// @param holder of the slot
    /// @param calls how many have begun so far
    /// @param busy whether one runs
    /// @param connections how many of the session's client have come so far
    /// @param connected whether one is open
    record Seen(
            @Nullable Holder holder,
            long calls,
            boolean busy,
            long connections,
            boolean connected) {}

    /// The session ends.
    ///
    /// @param reason as in `EndRequest`
    record Over(Holder holder, String reason) {}

    void allow(Holder session, Duration validFor, long now) {
        var before = expiry;
        long at = now + validFor.toNanos();
        if (before == null || !before.holder().equals(session) || at - before.at() > 0) {
            expiry = new Expiry(session, at);
        }
    }

    /// To be called often.
    ///
    /// @return null if the session goes on
    @Nullable Over look(Seen seen, SessionTimeouts.Limits limits, long now) {
        boolean another = !Objects.equals(seen.holder(), holder);
        long step = Math.min(now - looked, MAX_STEP);
        idle = another || seen.busy() || seen.calls() != calls ? 0 : idle + step;
        disconnected =
                another || seen.busy() || seen.connected() || seen.connections() != connections
                        ? 0
                        : disconnected + step;
        looked = now;
        calls = seen.calls();
        connections = seen.connections();
        holder = seen.holder();
        var reason = seen.holder() == null ? null : reason(seen.holder(), seen.busy(), limits, now);
        return reason == null ? null : new Over(Objects.requireNonNull(seen.holder()), reason);
    }

    private @Nullable String reason(
            Holder session, boolean busy, SessionTimeouts.Limits limits, long now) {
        if (!busy && isExpired(session, now)) {
            return "expired";
        }
        // A session that a direct call began may never come through a gateway.
        if (session.isGranted() && isOver(disconnected, limits.disconnected())) {
            return "client-gone";
        }
        return isOver(idle, limits.idle()) ? "idle" : null;
    }

    private boolean isExpired(Holder session, long now) {
        var known = expiry;
        return known != null
                && known.holder().equals(session)
                && now - known.at() >= EXPIRY_MARGIN.toNanos();
    }

    private static boolean isOver(long time, Duration limit) {
        return limit.isPositive() && time >= limit.toNanos();
    }
}
