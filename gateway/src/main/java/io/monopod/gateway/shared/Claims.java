package io.monopod.gateway.shared;

import io.monopod.contract.ClusterName;
import io.monopod.gateway.assign.Grant;
import io.monopod.gateway.assign.SessionEvent;
import io.monopod.gateway.assign.SessionStatus;
import io.monopod.gateway.registry.SessionListener;
import io.monopod.gateway.store.Claim;
import io.monopod.gateway.store.Store;
import io.monopod.gateway.table.SessionTable;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.NoSuchElementException;
import java.util.function.Function;

/// Keeps the claims in the store in step with the leader's tables. [ClaimedBinds] writes those of
/// new grants; the rest is written here, later.
final class Claims implements SessionListener {
    private final Function<ClusterName, SessionTable> tables;
    private final Routes routes;
    private final Store store;
    private final long term;
    private final InstantSource clock;

    /// When every instance that lives has registered with this leader.
    private final Instant settled;

    /// @param tables of this term; throws [NoSuchElementException] for an unknown cluster
    Claims(
            Function<ClusterName, SessionTable> tables,
            Routes routes,
            Store store,
            long term,
            InstantSource clock,
            Duration lease) {
        this.tables = tables;
        this.routes = routes;
        this.store = store;
        this.term = term;
        this.clock = clock;
        this.settled = clock.instant().plus(lease).plusSeconds(1);
    }

    static Claim of(Grant grant) {
        var instance = grant.instance();
        return new Claim(
                of(instance.cluster(), grant),
                instance.id(),
                instance.address(),
                instance.key(),
                grant.epoch(),
                grant.owner());
    }

    private static Claim.Of of(ClusterName cluster, Grant grant) {
        return new Claim.Of(cluster, grant.session());
    }

    @Override
    public void happened(ClusterName cluster, SessionEvent event) {
        switch (event) {
            case SessionEvent.Found(_, Grant found) -> restore(cluster, found);
            case SessionEvent.Ended(_, Grant ended, _) ->
                    store.release(term, of(cluster, ended), ended.epoch());
            case SessionEvent.Released(_, var released) ->
                    store.release(term, of(cluster, released), released.epoch());
            default -> {}
        }
    }

    /// A session that an instance reports: its claim is known, or was lost with the store.
    private void restore(ClusterName cluster, Grant found) {
        var known = routes.find(cluster, found.session());
        if (known == null || !known.epoch().equals(found.epoch())) {
            store.restore(term, of(found));
        }
    }

    /// Whether it is known by now what became of the claim's instance: it has registered, or it has
    /// had its time to.
    boolean isSettled(Grant claim) {
        return isRegistered(claim) || clock.instant().isAfter(settled);
    }

    private boolean isRegistered(Grant claim) {
        var table = tables.apply(claim.instance().cluster());
        return table.registered(claim.instance().id()) != null;
    }

    /// Deletes the claims whose session is over: it ended while no gateway led, or its instance
    /// never came back. To be called often.
    void sweep() {
        for (var claim : routes.all()) {
            try {
                sweep(claim);
            } catch (NoSuchElementException e) {
                // A cluster that this gateway does not have: another version's, or not ours.
            }
        }
    }

    private void sweep(Grant claim) {
        var name = claim.instance().cluster();
        var table = tables.apply(name);
        if (isSettled(claim) && table.status(claim.session()) instanceof SessionStatus.Absent) {
            store.release(term, of(name, claim), claim.epoch());
            // A grant that was made meanwhile: its claim may have been written before.
            if (table.status(claim.session()) instanceof SessionStatus.Held(Grant grant)) {
                store.restore(term, of(grant));
            }
        }
    }
}
