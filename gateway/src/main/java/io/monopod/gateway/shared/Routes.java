package io.monopod.gateway.shared;

import io.monopod.contract.ClusterName;
import io.monopod.contract.Epoch;
import io.monopod.contract.InstanceId;
import io.monopod.contract.SessionId;
import io.monopod.gateway.assign.Grant;
import io.monopod.gateway.assign.GrantCalls;
import io.monopod.gateway.assign.Instance;
import io.monopod.gateway.store.Claim;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Which session has which instance, as the store says. Each claim is a grant here, whose calls are
/// those of this gateway. Thread-safe; the store's thread writes, calls read without a lock.
final class Routes {
    private final InstantSource clock;
    private final Consumer<Grant> over;
    private final ConcurrentHashMap<Claim.Of, Grant> grants = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Claim.Of, List<Arrivals>> awaited = new ConcurrentHashMap<>();

    /// @param over gets each grant whose claim has gone, after it was closed; must not block
    Routes(InstantSource clock, Consumer<Grant> over) {
        this.clock = clock;
        this.over = over;
    }

    @Nullable Grant find(ClusterName cluster, SessionId session) {
        return grants.get(new Claim.Of(cluster, session));
    }

    /// Whether the session's claim is exactly that.
    boolean has(ClusterName cluster, SessionId session, Epoch epoch, InstanceId instance) {
        var grant = find(cluster, session);
        return grant != null && grant.is(instance, epoch);
    }

    Collection<Grant> all() {
        return grants.values();
    }

    void claimed(Claim claim) {
        var before = grants.get(claim.of());
        if (before != null && before.epoch().equals(claim.epoch())) {
            return; // heard of twice
        }
        var grant = grant(claim, clock.instant());
        grants.put(claim.of(), grant);
        awaited.getOrDefault(claim.of(), List.of()).forEach(each -> each.arrived(grant));
        close(before);
    }

    void released(Claim.Of session) {
        close(grants.remove(session));
    }

    private void close(@Nullable Grant gone) {
        if (gone != null) {
            gone.calls().close();
            over.accept(gone);
        }
    }

    /// The instance's start is not known here, and compares nothing.
    private static Grant grant(Claim claim, Instant now) {
        var instance =
                new Instance(
                        claim.instance(),
                        claim.of().cluster(),
                        claim.address(),
                        Instant.EPOCH,
                        claim.key());
        return new Grant(
                claim.of().session(),
                claim.owner(),
                claim.epoch(),
                instance,
                now,
                new GrantCalls(now, false));
    }

    /// The session's claims from now on, so that none is missed that the leader is about to write.
    Arrivals arrivals(ClusterName cluster, SessionId session) {
        var of = new Claim.Of(cluster, session);
        var arrivals = new Arrivals(of);
        awaited.merge(of, List.of(arrivals), Routes::with);
        var now = grants.get(of);
        if (now != null) {
            arrivals.isThere(now);
        }
        return arrivals;
    }

    private static List<Arrivals> with(List<Arrivals> before, List<Arrivals> more) {
        return Stream.concat(before.stream(), more.stream()).toList();
    }

    /// Remembers a session's latest claim, even if it has gone already.
    final class Arrivals implements AutoCloseable {
        private final Claim.Of of;
        private @Nullable Grant latest;

        private Arrivals(Claim.Of of) {
            this.of = of;
        }

        private synchronized void isThere(Grant grant) {
            if (latest == null) {
                latest = grant;
            }
        }

        /// The epoch may be lower than before: an instance that was lost has come back with it.
        private synchronized void arrived(Grant grant) {
            latest = grant;
            notifyAll();
        }

        /// Waits for the claim of that epoch, or a later one.
        ///
        /// @return null if it does not come in time
        synchronized @Nullable Grant await(Epoch epoch, Duration time) throws InterruptedException {
            long until = System.nanoTime() + time.toNanos();
            while (from(epoch) == null) {
                long left = until - System.nanoTime();
                if (left <= 0) {
                    return null;
                }
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
            return latest;
        }

        /// The latest claim, even if it has gone; null if none has come.
        synchronized @Nullable Grant latest() {
            return latest;
        }

        /// The claim of that epoch, or a later one that lasts; null if it has not come.
        synchronized @Nullable Grant from(Epoch epoch) {
            var now = latest;
            boolean is =
                    now != null
                            && (now.epoch().equals(epoch)
                                    || (now.epoch().isAfter(epoch) && now.calls().isOpen()));
            return is ? now : null;
        }

        @Override
        public void close() {
            awaited.computeIfPresent(
                    of,
                    (_, all) -> {
                        var left = all.stream().filter(each -> each != this).toList();
                        return left.isEmpty() ? null : left;
                    });
        }
    }
}
