package io.monopod.gateway.shared;

import io.monopod.contract.ClusterName;
import io.monopod.contract.Epoch;
import io.monopod.contract.InstanceId;
import io.monopod.contract.SessionId;
import io.monopod.gateway.assign.Instance;
import io.monopod.gateway.assign.SlotReport;
import io.monopod.gateway.peer.StoreInquiry;
import io.monopod.gateway.peer.StoreSight;
import io.monopod.gateway.store.Leader;
import io.monopod.gateway.store.Member;
import io.monopod.gateway.store.Store;
import io.monopod.proto.control.v1.SlotReport.Phase;
import io.monopod.proto.store.v1.StoreStateResponse;
import io.monopod.tls.TlsClient;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.function.LongSupplier;

/// Whether an instance that reports to this gateway may serve on: whether no other one can have
/// been given its session (ADR 40). Thread-safe; does not block.
final class Assurance implements AutoCloseable {
    private final Store store;
    private final Routes routes;
    private final List<ClusterName> clusters;
    private final InstantSource clock;
    private final StoreSight sight;
    private final StoreInquiry inquiry;

    /// @param self this gateway
    /// @param ownTerm the term in which this gateway leads; 0 if it does not
    /// @param clusters the registered ones
    /// @param lease an instance that is silent for longer is lost
    /// @param tls to other gateways' control listeners; null for none
    Assurance(
            Member self,
            Store store,
            LongSupplier ownTerm,
            Routes routes,
            List<ClusterName> clusters,
            Duration lease,
            InstantSource clock,
            @Nullable TlsClient tls) {
        this.store = store;
        this.routes = routes;
        this.clusters = clusters;
        this.clock = clock;
        this.sight = new StoreSight(self, Claims.settling(lease));
        this.inquiry = new StoreInquiry(store, () -> heard(ownTerm.getAsLong()), sight, clock, tls);
    }

    void members(Collection<Member> now) {
        sight.members(now, clock.instant());
    }

    /// It runs, or did a minute ago.
    void known(Member member) {
        sight.known(member, clock.instant());
    }

    /// What other gateways are told.
    ///
    /// @param leader that this gateway knows; null for none
    StoreStateResponse storeState(@Nullable Leader leader) {
        var heard = heard(leader == null ? 0 : leader.term());
        return StoreStateResponse.newBuilder()
                .setAway(!store.isThere())
                .setHeard(heard.revision())
                .setTerm(heard.term())
                .build();
    }

    private StoreSight.Heard heard(long term) {
        return new StoreSight.Heard(store.heard(), term);
    }

    /// @param report that this gateway has taken into its tables
    /// @param leading null if it does not lead
    boolean isGiven(Instance instance, SlotReport report, @Nullable Leading leading) {
        boolean known;
        if (leading != null && store.isSure(leading.term())) {
            known = leading.agrees(instance, report);
        } else {
            known = isAwayForAll();
        }
        return known && isClaimed(instance, report);
    }

    private boolean isClaimed(Instance instance, SlotReport report) {
        return !(report instanceof SlotReport.Held held)
                || routes.has(instance.cluster(), held.session(), held.epoch(), instance.id());
    }

    /// For an instance that no leader answers. A session that a direct call began has no claim.
    boolean isGivenByClaim(String instance, io.monopod.proto.control.v1.SlotReport report) {
        boolean granted = report.getPhase() == Phase.HELD && report.getToken().isEmpty();
        return isAwayForAll() && (!granted || isClaimed(instance, report));
    }

    private boolean isClaimed(String instance, io.monopod.proto.control.v1.SlotReport report) {
        if (!InstanceId.isValid(instance)
                || !SessionId.isValid(report.getSessionId())
                || report.getEpoch() <= 0) {
            return false;
        }
        var id = new InstanceId(instance);
        var session = new SessionId(report.getSessionId());
        var epoch = new Epoch(report.getEpoch());
        return clusters.stream().anyMatch(cluster -> routes.has(cluster, session, epoch, id));
    }

    private boolean isAwayForAll() {
        return !store.isThere() && sight.isAwayForAll(clock.instant(), store.renewed());
    }

    @Override
    public void close() {
        inquiry.close();
    }
}
