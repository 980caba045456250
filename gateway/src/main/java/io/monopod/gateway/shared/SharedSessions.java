package io.monopod.gateway.shared;

import io.monopod.contract.ClusterName;
import io.monopod.contract.Epoch;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.gateway.assign.AfterEnd;
import io.monopod.gateway.assign.Assignment;
import io.monopod.gateway.assign.Grant;
import io.monopod.gateway.assign.Instance;
import io.monopod.gateway.assign.Refusal;
import io.monopod.gateway.control.InstanceControl.Reach;
import io.monopod.gateway.registry.Claiming;
import io.monopod.gateway.registry.ClusterSessions;
import io.monopod.proto.store.v1.AcquireResponse;
import io.monopod.proto.store.v1.GiveBackRequest;
import io.monopod.proto.store.v1.LeaderProbeRequest;
import io.monopod.proto.store.v1.LeaderProbeRequest.Suspicion;
import io.monopod.proto.store.v1.LeaderProbeResponse;
import io.monopod.proto.store.v1.ReplayedRequest;
import io.monopod.proto.store.v1.TakeLossRequest;

import org.jspecify.annotations.Nullable;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// One cluster's sessions in a gateway that shares them with others: claims are known here, the
/// rest is asked of the leader.
final class SharedSessions implements ClusterSessions {
    private static final Logger LOG = System.getLogger(SharedSessions.class.getName());

    /// How long after the leader's answer the claim may take to come from the store.
    private static final Duration ARRIVAL = Duration.ofSeconds(2);

    /// Between two questions about a silent instance.
    private static final Duration ASK_AGAIN = Duration.ofMillis(500);

    private final ClusterName cluster;
    private final Routes routes;
    private final Links links;
    private final Extensions extensions;
    private final Duration lease;
    private final InstantSource clock;

    /// @param lease an instance that is silent for longer is lost
    SharedSessions(
            ClusterName cluster,
            Routes routes,
            Links links,
            Extensions extensions,
            Duration lease,
            InstantSource clock) {
        this.cluster = cluster;
        this.routes = routes;
        this.links = links;
        this.extensions = extensions;
        this.lease = lease;
        this.clock = clock;
    }

    @Override
    public @Nullable Grant begin(SessionId session, UserName user) {
        var grant = routes.find(cluster, session);
        boolean usable =
                grant != null && grant.owner().equals(user) && grant.calls().begin(clock.instant());
        return usable ? grant : null;
    }

    @Override
    public Claiming claim(SessionId session, UserName user, Instant until, boolean tellLoss) {
        var grant = routes.find(cluster, session);
        return grant != null && !grant.owner().equals(user)
                ? new Claiming.Decided(new Refusal.NotOwner())
                : new Acquiring(
                        new AcquireAttempt(
                                cluster, session, user, clock.instant(), until, tellLoss));
    }

    /// A call that asks the leader.
    private final class Acquiring implements Claiming.Open {
        private final AcquireAttempt attempt;

        private Acquiring(AcquireAttempt attempt) {
            this.attempt = attempt;
        }

        @Override
        public Assignment.Final complete() throws InterruptedException {
            try (var arrivals = routes.arrivals(cluster, attempt.session())) {
                while (true) {
                    var leader = links.await(attempt.waits(clock.instant()));
                    if (leader == null) {
                        return new Refusal.StoreUnavailable();
                    }
                    var result = ask(leader, arrivals);
                    if (result != null) {
                        return result;
                    }
                }
            }
        }

        /// @return null if it must be asked again
        private Assignment.@Nullable Final ask(LeaderLink leader, Routes.Arrivals arrivals)
                throws InterruptedException {
            AcquireResponse response;
            try {
                leader.awaitConnection();
                response = leader.acquire(attempt.request(arrivals.latest(), clock.instant()));
            } catch (LeaderAway e) {
                LOG.log(Level.DEBUG, "leader is away, asking again", e);
                links.awaitOtherThan(leader);
                return attempt.leaderIsAway(clock.instant());
            } catch (InterruptedException e) {
                // The grant may be on its way here.
                tell(link -> link.giveBack(giveBack(attempt.session(), Epoch.NONE)));
                throw e;
            }
            if (response.getResultCase() != AcquireResponse.ResultCase.GRANTED_EPOCH) {
                return attempt.notGranted(response);
            }
            var grant = arrivals.await(new Epoch(response.getGrantedEpoch()), ARRIVAL);
            return attempt.granted(grant, clock.instant());
        }

        @Override
        public void cancel() {}
    }

    @Override
    public void allowUntil(SessionId session, UserName user, Instant expiry) {
        var grant = routes.find(cluster, session);
        if (grant != null && grant.owner().equals(user)) {
            allowUntil(grant, expiry);
        }
    }

    @Override
    public void allowUntil(Grant grant, Instant expiry) {
        if (grant.calls().allowUntil(expiry)) {
            extensions.extend(grant, expiry);
        }
    }

    @Override
    public void callEnded(Grant grant) {
        grant.calls().end(clock.instant());
    }

    @Override
    public void callUnsent(Grant grant) {
        grant.calls().unsent(clock.instant());
        if (!grant.calls().isUsed()) {
            tell(link -> link.giveBack(giveBack(grant.session(), grant.epoch())));
        }
    }

    private GiveBackRequest giveBack(SessionId session, Epoch epoch) {
        return GiveBackRequest.newBuilder()
                .setCluster(cluster.value())
                .setSessionId(session.value())
                .setEpoch(epoch.value())
                .build();
    }

    /// The instance tells the leader itself. Here no further call begins under the grant.
    @Override
    public void endedByCall(Grant grant, AfterEnd after) {
        grant.calls().close();
    }

    @Override
    public void refusedByInstance(Grant grant, AfterEnd after) {
        grant.calls().close();
    }

    /// The next call tells the leader, by the epoch that is over.
    @Override
    public void endedAtInstance(Grant grant) {
        grant.calls().close();
    }

    @Override
    public Reach unreachable(Instance instance) {
        return Messages.reach(probe(instance, Suspicion.UNREACHED));
    }

    @Override
    public Reach broken(Instance instance) {
        return Messages.reach(probe(instance, Suspicion.BROKEN));
    }

    @Override
    public boolean isLost(Instance instance) {
        return !probe(instance, Suspicion.NONE).getRegistered();
    }

    /// Without a leader nothing is lost, and everything is silent.
    private LeaderProbeResponse probe(Instance instance, Suspicion suspicion) {
        var request =
                LeaderProbeRequest.newBuilder()
                        .setCluster(cluster.value())
                        .setInstanceId(instance.id().value())
                        .setSuspicion(suspicion)
                        .build();
        var leader = links.now();
        try {
            if (leader != null) {
                return leader.probe(request);
            }
        } catch (LeaderAway e) {
            LOG.log(Level.DEBUG, "leader is away", e);
        }
        return LeaderProbeResponse.newBuilder()
                .setReach(LeaderProbeResponse.Reach.SILENT)
                .setRegistered(true)
                .build();
    }

    @Override
    public boolean awaitOutcome(Grant grant) throws InterruptedException {
        var until = clock.instant().plus(lease.multipliedBy(2));
        while (clock.instant().isBefore(until)) {
            if (!grant.calls().isOpen()) {
                return true;
            }
            var outcome = probe(grant.instance(), Suspicion.BROKEN);
            if (!outcome.getRegistered() || Messages.reach(outcome) != Reach.SILENT) {
                return true;
            }
            Thread.sleep(ASK_AGAIN);
        }
        return false;
    }

    @Override
    public boolean takeLostSession(SessionId session, UserName user) {
        var leader = links.now();
        try {
            return leader != null
                    && leader.takeLoss(
                                    TakeLossRequest.newBuilder()
                                            .setCluster(cluster.value())
                                            .setSessionId(session.value())
                                            .setUser(user.value())
                                            .build())
                            .getLost();
        } catch (LeaderAway e) {
            LOG.log(Level.DEBUG, "leader is away", e);
            return false;
        }
    }

    @Override
    public void replayed(Grant from, Grant to) {
        tell(
                link ->
                        link.replayed(
                                ReplayedRequest.newBuilder()
                                        .setCluster(cluster.value())
                                        .setSessionId(to.session().value())
                                        .setEpoch(to.epoch().value())
                                        .setFromInstanceId(from.instance().id().value())
                                        .build()));
    }

    private interface Message {
        void to(LeaderLink leader) throws LeaderAway;
    }

    /// Tells the leader, if there is one, without waiting for it.
    private void tell(Message message) {
        var leader = links.now();
        if (leader == null) {
            return;
        }
        Thread.startVirtualThread(
                () -> {
                    try {
                        message.to(leader);
                    } catch (LeaderAway e) {
                        LOG.log(Level.DEBUG, "leader is away", e);
                    }
                });
    }

    /// Those that have a session.
    @Override
    public List<Instance> instances() {
        return routes.all().stream()
                .map(Grant::instance)
                .filter(instance -> instance.cluster().equals(cluster))
                .distinct()
                .toList();
    }
}
