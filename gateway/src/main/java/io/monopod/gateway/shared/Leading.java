package io.monopod.gateway.shared;

import io.monopod.contract.ClusterName;
import io.monopod.contract.Epoch;
import io.monopod.contract.InstanceId;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.gateway.admin.LocalOperations;
import io.monopod.gateway.assign.Assignment;
import io.monopod.gateway.assign.Grant;
import io.monopod.gateway.assign.Instance;
import io.monopod.gateway.assign.Refusal;
import io.monopod.gateway.assign.SlotReport;
import io.monopod.gateway.control.GrpcInstanceControl;
import io.monopod.gateway.registry.Claiming;
import io.monopod.gateway.registry.InstanceRegistry;
import io.monopod.gateway.registry.QueueStatus;
import io.monopod.gateway.registry.RegisteredCluster;
import io.monopod.gateway.registry.Sessions;
import io.monopod.proto.store.v1.AcquireRequest;
import io.monopod.proto.store.v1.AcquireResponse;
import io.monopod.proto.store.v1.AskRequest;
import io.monopod.proto.store.v1.AskResponse;
import io.monopod.proto.store.v1.EventsRequest;
import io.monopod.proto.store.v1.EventsResponse;
import io.monopod.proto.store.v1.GiveBackRequest;
import io.monopod.proto.store.v1.LeaderProbeRequest;
import io.monopod.proto.store.v1.LeaderProbeResponse;
import io.monopod.proto.store.v1.QueueStatusRequest;
import io.monopod.proto.store.v1.QueueStatusResponse;
import io.monopod.proto.store.v1.ReplayedRequest;
import io.monopod.proto.store.v1.TakeLossRequest;
import io.monopod.proto.store.v1.TakeLossResponse;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// One term of the gateway that leads: decides for all gateways, with the tables of its own
/// registry. Thread-safe.
final class Leading implements LeaderLink {
    private static final Duration SWEEP = Duration.ofSeconds(1);

    /// Between two looks while the table does not decide yet.
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final long term;
    private final InstanceRegistry registry;
    private final Routes routes;
    private final Claims claims;
    private final GrpcInstanceControl control;
    private final LocalOperations operations;
    private final InstantSource clock;
    private final Entrance entrance;
    private final CountDownLatch closed = new CountDownLatch(1);

    /// The threads that wait here. Guarded by itself.
    private final Set<Thread> asking = new HashSet<>();

    /// @param settled no new session is placed before; usually past
    /// @param gathering for how long calls that waited at an earlier leader come here at least;
    ///   zero if there are none
    Leading(
            long term,
            Instant settled,
            Duration gathering,
            InstanceRegistry registry,
            Routes routes,
            Claims claims,
            GrpcInstanceControl control,
            LocalOperations operations,
            InstantSource clock) {
        this.term = term;
        this.registry = registry;
        this.routes = routes;
        this.claims = claims;
        this.control = control;
        this.operations = operations;
        this.clock = clock;
        var closed = Duration.between(clock.instant(), settled);
        this.entrance = new Entrance(closed.compareTo(gathering) > 0 ? closed : gathering);
        Thread.ofVirtual().name("claims").start(this::keepClaims);
    }

    long term() {
        return term;
    }

    /// Whether all calls that waited at the leader before stand in line here.
    boolean isOpen() {
        return entrance.isOpen();
    }

    /// Whether it is so what an instance has reported, by the table.
    boolean agrees(Instance instance, SlotReport report) {
        return claims.agrees(instance, report);
    }

    private void keepClaims() {
        try {
            while (!closed.await(SWEEP.toMillis(), TimeUnit.MILLISECONDS)) {
                claims.sweep();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public AcquireResponse acquire(AcquireRequest request) throws LeaderAway, InterruptedException {
        begin();
        try {
            return Messages.of(acquire(cluster(request.getCluster()), request));
        } catch (InterruptedException e) {
            requireOpen();
            throw e;
        } finally {
            end();
        }
    }

    private void begin() throws LeaderAway {
        synchronized (asking) {
            requireOpen();
            asking.add(Thread.currentThread());
        }
    }

    private void requireOpen() throws LeaderAway {
        if (closed.getCount() == 0) {
            throw new LeaderAway("this gateway leads no more");
        }
    }

    private void end() {
        synchronized (asking) {
            asking.remove(Thread.currentThread());
            if (closed.getCount() == 0) {
                boolean _ = Thread.interrupted(); // it was for this call
            }
        }
    }

    private Assignment.Final acquire(RegisteredCluster cluster, AcquireRequest request)
            throws InterruptedException {
        var session = new SessionId(request.getSessionId());
        var user = new UserName(request.getUser());
        var now = clock.instant();
        var since = now.minus(Messages.of(request.getWaited()));
        var until =
                request.hasMaxWait() ? now.plus(Messages.of(request.getMaxWait())) : Instant.MIN;
        var sessions = cluster.sessions();
        awaitInstance(cluster.name(), session);
        end(sessions, session, request.getOverEpoch());
        while (true) {
            var claiming =
                    entrance.inOrder(
                            since,
                            () -> sessions.claim(session, user, until, request.getTellLoss()));
            var result =
                    switch (claiming) {
                        case Claiming.Decided(var decided) -> decided;
                        case Claiming.Open open -> open.complete();
                    };
            if (result instanceof Assignment.Held(var grant)) {
                return handOver(sessions, grant);
            }
            if (!(result instanceof Refusal.GatewayStarting)) {
                return result;
            }
            Thread.sleep(PAUSE); // until the instances have registered
        }
    }

    /// A session with a claim goes on at its instance, if that lives. After an election it may
    /// still have to register here.
    private void awaitInstance(ClusterName cluster, SessionId session) throws InterruptedException {
        var claim = routes.find(cluster, session);
        while (claim != null && !claims.isSettled(claim)) {
            Thread.sleep(PAUSE);
            claim = routes.find(cluster, session);
        }
    }

    /// @param epoch of a grant that is over at its instance; 0 for none
    private static void end(Sessions sessions, SessionId session, long epoch) {
        var grant = sessions.table().find(session);
        if (grant != null && grant.epoch().value() == epoch) {
            sessions.endedAtInstance(grant);
        }
    }

    /// The calls of the session are counted where they are forwarded. Here it counts as used: only
    /// its instance knows whether it is.
    private Assignment.Final handOver(Sessions sessions, Grant grant) throws InterruptedException {
        sessions.callEnded(grant);
        if (Thread.interrupted()) {
            giveBack(grant);
            throw new InterruptedException("the call went away");
        }
        return new Assignment.Held(grant);
    }

    private void giveBack(Grant grant) {
        Thread.ofVirtual().name("giving back").start(() -> control.endIfUnused(grant));
    }

    @Override
    public LeaderProbeResponse probe(LeaderProbeRequest request) throws LeaderAway {
        requireOpen();
        var sessions = cluster(request.getCluster()).sessions();
        var id = new InstanceId(request.getInstanceId());
        var instance = sessions.table().registered(id);
        if (instance == null) {
            return LeaderProbeResponse.newBuilder()
                    .setReach(LeaderProbeResponse.Reach.REFUSED)
                    .setRegistered(false)
                    .build();
        }
        var response = LeaderProbeResponse.newBuilder();
        switch (request.getSuspicion()) {
            case UNREACHED -> response.setReach(Messages.of(sessions.unreachable(instance)));
            case BROKEN -> response.setReach(Messages.of(sessions.broken(instance)));
            case NONE, UNRECOGNIZED -> {}
        }
        return response.setRegistered(sessions.table().registered(id) != null).build();
    }

    @Override
    public void giveBack(GiveBackRequest request) throws LeaderAway {
        requireOpen();
        var sessions = cluster(request.getCluster()).sessions();
        var grant = sessions.table().find(new SessionId(request.getSessionId()));
        boolean any = request.getEpoch() == Epoch.NONE.value();
        if (grant != null && (any || grant.epoch().value() == request.getEpoch())) {
            giveBack(grant);
        }
    }

    @Override
    public TakeLossResponse takeLoss(TakeLossRequest request) throws LeaderAway {
        requireOpen();
        boolean lost =
                cluster(request.getCluster())
                        .sessions()
                        .takeLostSession(
                                new SessionId(request.getSessionId()),
                                new UserName(request.getUser()));
        return TakeLossResponse.newBuilder().setLost(lost).build();
    }

    @Override
    public QueueStatusResponse queueStatus(QueueStatusRequest request) throws LeaderAway {
        requireOpen();
        return QueueStatusResponse.newBuilder()
                .setStatus(
                        QueueStatus.of(
                                cluster(request.getCluster()),
                                new SessionId(request.getSessionId()),
                                new UserName(request.getUser())))
                .build();
    }

    @Override
    public void replayed(ReplayedRequest request) throws LeaderAway {
        requireOpen();
        var sessions = cluster(request.getCluster()).sessions();
        var to = sessions.table().find(new SessionId(request.getSessionId()));
        if (to != null && to.epoch().value() == request.getEpoch()) {
            sessions.replayed(on(to, new InstanceId(request.getFromInstanceId())), to);
        }
    }

    @Override
    public AskResponse ask(AskRequest request) throws LeaderAway {
        requireOpen();
        return LeaderOperations.answer(operations, request);
    }

    @Override
    public EventsResponse events(EventsRequest request) throws LeaderAway, InterruptedException {
        begin();
        try {
            return LeaderOperations.answer(operations, request);
        } catch (InterruptedException e) {
            requireOpen();
            throw e;
        } finally {
            end();
        }
    }

    /// The grant as it was at an instance that is gone: the event needs its name alone.
    private static Grant on(Grant to, InstanceId from) {
        var now = to.instance();
        var then =
                now.id().equals(from)
                        ? now
                        : new Instance(
                                from, now.cluster(), now.address(), now.started(), now.key());
        return new Grant(to.session(), to.owner(), to.epoch(), then, to.since(), to.calls());
    }

    private RegisteredCluster cluster(String name) {
        return registry.cluster(new ClusterName(name));
    }

    @Override
    public void close() {
        closed.countDown();
        synchronized (asking) {
            asking.forEach(Thread::interrupt);
        }
    }
}
