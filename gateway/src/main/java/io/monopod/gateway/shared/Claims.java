package io.monopod.gateway.shared;

import io.monopod.contract.ClusterName;
import io.monopod.contract.Epoch;
import io.monopod.gateway.assign.Grant;
import io.monopod.gateway.assign.Instance;
import io.monopod.gateway.assign.SessionEvent;
import io.monopod.gateway.assign.SessionStatus;
import io.monopod.gateway.assign.SlotReport;
import io.monopod.gateway.registry.SessionListener;
import io.monopod.gateway.store.Claim;
import io.monopod.gateway.store.Store;
import io.monopod.gateway.table.SessionTable;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// Keeps the claims in the store in step with the leader's tables. [ClaimedBinds] writes those of
/// new grants; the rest is written here, later.
final class Claims implements SessionListener {
    private final Function<ClusterName, SessionTable> tables;
    private final Routes routes;
    private final Store store;
    private final long term;
    private final InstantSource clock;

    /// The claims that are to be deleted, until this gateway hears that they are.
    private final Map<Claim.Of, Epoch> releasing = new ConcurrentHashMap<>();

    /// The sessions that instances have, as far as events tell.
    private final Map<Claim.Of, Grant> held = new ConcurrentHashMap<>();

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
        this.settled = clock.instant().plus(settling(lease));
    }

    /// How long after its beginning a leader gives no session away whose instance has not
    /// registered: an instance for which another gateway vouched right before serves on for a
    /// lease.
    static Duration settling(Duration lease) {
        return lease.plusSeconds(1);
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
            case SessionEvent.Confirmed(_, var grant) -> held.put(of(cluster, grant), grant);
            case SessionEvent.Found(_, Grant found) -> {
                held.put(of(cluster, found), found);
                restore(cluster, found);
            }
            case SessionEvent.Ended(_, Grant ended, _) -> {
                held.remove(of(cluster, ended), ended);
                release(cluster, ended);
            }
            case SessionEvent.Released(_, var released) -> release(cluster, released);
            default -> {}
        }
    }

    /// Deletes the claim, unless a later one is known: an instance may come back with what its
    /// session was before, and end it.
    private void release(ClusterName cluster, Grant grant) {
        var session = of(cluster, grant);
        var known = routes.find(cluster, grant.session());
        if (known != null && known.epoch().isAfter(grant.epoch())) {
            return;
        }
        releasing.put(session, grant.epoch());
        store.release(term, session, grant.epoch());
    }

    /// A session that an instance reports: its claim is known, or was lost with the store, or is
    /// about to be deleted because the instance was lost for a while.
    private void restore(ClusterName cluster, Grant found) {
        var session = of(cluster, found);
        var known = routes.find(cluster, found.session());
        if (known != null && known.epoch().isAfter(found.epoch()) && !isSettled(known)) {
            return; // the later one's instance may still come; if not, the sweep restores this
        }
        boolean deleted = releasing.remove(session, found.epoch());
        if (deleted || !isKnown(session, found.epoch())) {
            store.restore(term, of(found));
        }
    }

    private boolean isKnown(Claim.Of session, Epoch epoch) {
        var known = routes.find(session.cluster(), session.session());
        return known != null && known.epoch().equals(epoch);
    }

    /// Whether it is known by now what became of the claim's instance: it has told of that epoch or
    /// a later one, or it has had its time to. A registration that a gateway passed on late may be
    /// from before the claim.
    boolean isSettled(Grant claim) {
        return hasTold(claim) || clock.instant().isAfter(settled);
    }

    private boolean hasTold(Grant claim) {
        var reported = tables.apply(claim.instance().cluster()).reported(claim.instance().id());
        return reported != null && !claim.epoch().isAfter(reported);
    }

    /// Whether it is so what an instance has reported, by the table.
    boolean agrees(Instance instance, SlotReport report) {
        var table = tables.apply(instance.cluster());
        if (!(report instanceof SlotReport.Held held)) {
            return table.registered(instance.id()) != null;
        }
        var grant = table.find(held.session());
        return grant != null && grant.is(instance.id(), held.epoch());
    }

    /// Deletes the claims whose session is over: it ended while no gateway led, or its instance
    /// never came back. Writes those that are missing. To be called often.
    void sweep() {
        held.keySet().forEach(this::restoreIfMissing);
        releasing.entrySet().removeIf(each -> !isKnown(each.getKey(), each.getValue()));
        for (var claim : routes.all()) {
            try {
                sweep(claim);
            } catch (NoSuchElementException e) {
                // A cluster that this gateway does not have: another version's, or not ours.
            }
        }
    }

    /// An instance that was lost may come back while the deletion of its claim is under way, and be
    /// lost and come back once more: then it cannot be told which of the writes came last.
    private void restoreIfMissing(Claim.Of session) {
        held.computeIfPresent(
                session,
                (_, grant) -> {
                    boolean missing = routes.find(session.cluster(), session.session()) == null;
                    if (missing && isHeld(session, grant)) {
                        store.restore(term, of(grant));
                    }
                    return grant; // its deletion comes after this
                });
    }

    private boolean isHeld(Claim.Of session, Grant grant) {
        return tables.apply(session.cluster()).status(session.session())
                        instanceof SessionStatus.Held(Grant now)
                && now.equals(grant);
    }

    private void sweep(Grant claim) {
        var name = claim.instance().cluster();
        var table = tables.apply(name);
        if (!isSettled(claim)) {
            return;
        }
        boolean absent = table.status(claim.session()) instanceof SessionStatus.Absent;
        if (absent) {
            release(name, claim);
        }
        // A grant that was made meanwhile, whose claim may have been written before; or a session
        // that was found while a later claim of it was not settled.
        if (table.status(claim.session()) instanceof SessionStatus.Held(Grant grant)
                && (absent || !grant.epoch().equals(claim.epoch()))) {
            store.restore(term, of(grant));
        }
    }
}
