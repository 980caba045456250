package io.monopod.gateway.shared;

import static java.util.stream.Collectors.toSet;

import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.monopod.config.HostPort;
import io.monopod.contract.ClusterName;
import io.monopod.contract.Epoch;
import io.monopod.contract.InstanceId;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.datapath.call.CallHandler;
import io.monopod.datapath.call.Target;
import io.monopod.datapath.http2.header.HeaderList;
import io.monopod.gateway.admin.EventFeed;
import io.monopod.gateway.admin.GatewayList;
import io.monopod.gateway.admin.LocalOperations;
import io.monopod.gateway.admin.Operations;
import io.monopod.gateway.assign.Grant;
import io.monopod.gateway.assign.Instance;
import io.monopod.gateway.assign.InstanceView;
import io.monopod.gateway.assign.SlotReport;
import io.monopod.gateway.control.GrpcInstanceControl;
import io.monopod.gateway.peer.GatewayProof;
import io.monopod.gateway.registry.ClusterSessions;
import io.monopod.gateway.registry.InstanceRegistry;
import io.monopod.gateway.registry.RegisteredCluster;
import io.monopod.gateway.registry.SessionListener;
import io.monopod.gateway.store.Claim;
import io.monopod.gateway.store.Handover;
import io.monopod.gateway.store.Leader;
import io.monopod.gateway.store.Member;
import io.monopod.gateway.store.Store;
import io.monopod.gateway.store.StoreListener;
import io.monopod.gateway.table.Rules;
import io.monopod.gateway.table.SessionTable;
import io.monopod.proto.control.v1.WatchQueueResponse;
import io.monopod.proto.store.v1.QueueStatusRequest;
import io.monopod.proto.store.v1.StoreStateResponse;
import io.monopod.tls.TlsClient;
import io.monopod.vouch.MacKey;

import org.jspecify.annotations.Nullable;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/// This gateway among those that share a store: follows who leads, and leads when it is its turn.
/// Thread-safe.
public final class Gateways implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Gateways.class.getName());

    /// What a gateway has that others may lack.
    ///
    /// @param registry with the tables that it decides with while it leads
    /// @param rules of each cluster, for a table whose epochs are above the given one, and that
    ///   places no new session before the given time
    /// @param control asks the instances
    /// @param operations on the tables of this gateway
    /// @param feed of their events
    /// @param listener gets those events
    /// @param cut cuts the calls to a target
    /// @param tls to other gateways' control listeners; null for none
    public record Parts(
            InstanceRegistry registry,
            BiFunction<Epoch, Instant, Map<ClusterName, Rules>> rules,
            GrpcInstanceControl control,
            LocalOperations operations,
            EventFeed feed,
            SessionListener listener,
            Consumer<Grant> cut,
            @Nullable TlsClient tls) {}

    /// The store's values have at most 1.5 MB; an id has at most 253 bytes.
    private static final int MAX_HANDED_OVER = 5_000;

    private final Parts parts;
    private final Duration lease;
    private final InstantSource clock;
    private final Routes routes;
    private final Links links = new Links();
    private final Extensions extensions;
    private final Operations operations;
    private final String id = UUID.randomUUID().toString();
    private final MacKey key = MacKey.random();
    private volatile @Nullable Member self;
    private volatile @Nullable Store store;
    private volatile @Nullable Assurance assurance;
    private volatile @Nullable Leader leader;
    private volatile @Nullable Leading leading;
    private volatile Collection<Member> members = List.of();

    /// The instances of the term that has ended here, until a next leader is known. Used by the
    /// store's thread.
    private List<Instance> left = List.of();

    /// @param lease an instance that is silent for longer is lost
    public Gateways(Parts parts, Duration lease, InstantSource clock) {
        this.parts = parts;
        this.lease = lease;
        this.clock = clock;
        this.routes = new Routes(clock, this::gone);
        this.extensions = new Extensions(parts.control()::extend, clock);
        this.operations = new LeaderOperations(links);
    }

    /// Joins the others. Their claims arrive soon after.
    ///
    /// @param control where others reach this gateway's control listener
    /// @param open opens the store for a member, and lets it tell a listener, by this clock
    public void join(HostPort control, StoreOpener open) {
        var member = new Member(id, control, key);
        var opened = open.open(member, new FromStore(), clock);
        self = member;
        store = opened;
        assurance =
                new Assurance(
                        member,
                        opened,
                        this::ownTerm,
                        routes,
                        clusters(),
                        lease,
                        clock,
                        parts.tls());
        opened.start();
    }

    private long ownTerm() {
        var now = leading;
        return now == null ? 0 : now.term();
    }

    private List<ClusterName> clusters() {
        return parts.registry().clusters().stream().map(RegisteredCluster::name).toList();
    }

    /// Opens a store.
    @FunctionalInterface
    public interface StoreOpener {
        Store open(Member self, StoreListener listener, InstantSource clock);
    }

    /// Waits until a leader is known.
    ///
    /// @return whether there is one within the time that an election takes
    public boolean awaitLeader() throws InterruptedException {
        return links.await(true) != null;
    }

    public ClusterSessions sessions(ClusterName cluster) {
        return new SharedSessions(cluster, routes, links, extensions, lease, clock);
    }

    /// As [io.monopod.gateway.registry.QueueStatuses]. Without a leader the session waits.
    public WatchQueueResponse queueStatus(
            RegisteredCluster cluster, SessionId session, UserName user) {
        var link = links.now();
        var waiting =
                WatchQueueResponse.newBuilder().setState(WatchQueueResponse.State.WAITING).build();
        try {
            return link == null
                    ? waiting
                    : link.queueStatus(
                                    QueueStatusRequest.newBuilder()
                                            .setCluster(cluster.name().value())
                                            .setSessionId(session.value())
                                            .setUser(user.value())
                                            .build())
                            .getStatus();
        } catch (LeaderAway e) {
            LOG.log(Level.DEBUG, "leader is away", e);
            return waiting;
        }
    }

    /// The service for other gateways, for the control listener.
    public ServerServiceDefinition service() {
        return ServerInterceptors.intercept(
                new LeaderService(() -> leading, this::storeState),
                LeaderService.guard(() -> self));
    }

    private StoreStateResponse storeState() {
        var now = assurance;
        return now == null ? StoreStateResponse.getDefaultInstance() : now.storeState(leader);
    }

    /// The service for instances that no leader answers, for the control listener.
    public ServerServiceDefinition leaderlessRegistry() {
        return parts.registry().guarded(new LeaderlessRegistry(this::vouches));
    }

    private boolean vouches(String instance, io.monopod.proto.control.v1.SlotReport report) {
        var now = assurance;
        return now != null && now.isGivenByClaim(instance, report);
    }

    /// Whether an instance may serve on that has just reported to this gateway.
    public boolean vouches(Instance instance, SlotReport report) {
        var now = assurance;
        return now != null && now.isGiven(instance, report, leading);
    }

    /// Whether the call is an instance's.
    boolean isJoined(HeaderList head) {
        return parts.registry().isJoined(head);
    }

    /// The handler for the control listener.
    ///
    /// @param own handles the calls for this gateway
    /// @param leaderless handles those to [#leaderlessRegistry]
    public CallHandler controlCalls(CallHandler own, CallHandler leaderless) {
        return new ControlCalls(own, leaderless, this);
    }

    boolean isProof(String proof) {
        var member = self;
        return member != null && GatewayProof.isValid(proof, member);
    }

    /// The operations of the whole system, of which the leader is asked.
    public Operations operations() {
        return operations;
    }

    /// Those that run, as far as this one has heard.
    public GatewayList list() {
        var known = leader;
        return new GatewayList(
                id,
                known == null ? null : known.member().id(),
                known == null ? 0 : known.term(),
                links.isConnected(),
                members.stream().map(Gateways::entry).toList());
    }

    /// Where instances may register: at each of those.
    public List<HostPort> controls() {
        return members.stream().map(Member::control).toList();
    }

    private static GatewayList.Entry entry(Member member) {
        return new GatewayList.Entry(member.id(), member.control().toString());
    }

    /// Whether this gateway decides.
    public boolean leads() {
        return leading != null;
    }

    /// What this gateway is among the others: `leader`, `follower`, or `no-leader` while none is
    /// known.
    public String role() {
        if (leads()) {
            return "leader";
        }
        return isLed() ? "follower" : "no-leader";
    }

    /// Whether some gateway decides, as far as is known.
    public boolean isLed() {
        return links.now() != null;
    }

    /// The control listener of another gateway that leads, or null.
    @Nullable Target leaderTarget() {
        var now = leader;
        if (now == null) {
            return null;
        }
        var address = now.member().control();
        return new Target(
                now.member().id(),
                address.host(),
                address.port(),
                parts.tls(),
                Target.Use.OCCASIONAL);
    }

    /// Hands the lead to another gateway. Blocks for a second at most.
    public void resign() throws InterruptedException {
        var now = store;
        if (now != null) {
            var handover = handover();
            if (leads()) {
                LOG.log(
                        Level.INFO,
                        "this gateway hands over the lead calls-wait={0}",
                        handover == null ? "unknown" : handover.line());
            }
            now.resign(handover);
        }
    }

    /// Null while not all instances of the leader before, or not all calls, may have come here: the
    /// next one must not rely on such a picture. Null, too, if it is too large for the store.
    private @Nullable Handover handover() {
        var now = leading;
        var tables = new HashMap<ClusterName, SessionTable>();
        clusters().forEach(name -> tables.put(name, table(name)));
        boolean settled =
                now != null
                        && now.isOpen()
                        && tables.values().stream()
                                .allMatch(table -> table.placesSessions(clock.instant()));
        var instances = new HashMap<ClusterName, Set<InstanceId>>();
        tables.forEach((name, table) -> instances.put(name, ids(table)));
        int count = instances.values().stream().mapToInt(Set::size).sum();
        boolean line = tables.values().stream().anyMatch(table -> !table.queue().isEmpty());
        return settled && count <= MAX_HANDED_OVER ? new Handover(instances, line) : null;
    }

    private static Set<InstanceId> ids(SessionTable table) {
        return table.instances().stream().map(view -> view.instance().id()).collect(toSet());
    }

    @Override
    public void close() {
        var assuring = assurance;
        if (assuring != null) {
            assuring.close();
        }
        var now = store;
        if (now != null) {
            now.close();
        }
        follow(null);
    }

    /// The claim of a grant has gone. Its instance ends the calls; those that it did not are cut.
    private void gone(Grant grant) {
        LastCalls.cut(grant, routes, parts.cut());
    }

    private void lead(Store shared, long term, Epoch highest, @Nullable Handover handover) {
        parts.feed().restart(clock.instant());
        var settled = settled(shared, highest);
        var claims = new Claims(this::table, routes, shared, term, clock, lease);
        parts.registry()
                .restart(
                        parts.rules().apply(highest, settled),
                        new ClaimedBinds(parts.control(), shared, term),
                        (cluster, event) -> {
                            claims.happened(cluster, event);
                            parts.listener().happened(cluster, event);
                        });
        boolean isSettled = !settled.isAfter(clock.instant());
        if (handover != null && isSettled) {
            handover.instances().forEach(this::expect);
        }
        boolean nobodyWaits = handover != null && !handover.line();
        var now =
                new Leading(
                        term,
                        settled,
                        nobodyWaits ? Duration.ZERO : Entrance.OPENS,
                        parts.registry(),
                        routes,
                        claims,
                        parts.control(),
                        parts.operations(),
                        clock);
        leading = now;
        links.use(now);
        LOG.log(Level.INFO, "this gateway leads term={0}", Long.toString(term));
    }

    /// When every instance has come back for which a gateway vouched while the store was away. It
    /// may hold a session that has no claim. A store that knows of no session is not waited for.
    private Instant settled(Store shared, Epoch highest) {
        return highest.equals(Epoch.NONE)
                ? clock.instant()
                : shared.back().plus(Claims.settling(lease));
    }

    /// New sessions are placed when the instances have come that an earlier leader had.
    private void expect(ClusterName name, Set<InstanceId> instances) {
        if (clusters().contains(name) && !instances.isEmpty()) {
            table(name).expect(instances, clock.instant());
        }
    }

    private SessionTable table(ClusterName cluster) {
        return parts.registry().cluster(cluster).sessions().table();
    }

    private void follow(@Nullable Leader other) {
        boolean led = leading != null;
        leading = null;
        links.use(other == null ? null : new RemoteLeader(other.member(), parts.tls()));
        if (led) {
            left = instances();
            parts.registry()
                    .restart(
                            parts.rules().apply(Epoch.NONE, clock.instant()),
                            parts.control(),
                            parts.listener());
            LOG.log(Level.INFO, "this gateway leads no more");
        }
        if (other != null) {
            left.forEach(this::report);
            left = List.of();
            LOG.log(
                    Level.INFO,
                    "gateway leads id={0} control={1} term={2}",
                    other.member().id(),
                    other.member().control(),
                    Long.toString(other.term()));
        }
    }

    private List<Instance> instances() {
        return parts.registry().clusters().stream()
                .flatMap(cluster -> cluster.sessions().table().instances().stream())
                .map(InstanceView::instance)
                .toList();
    }

    /// An instance that is probed sends a heartbeat at once, and so comes to the next leader.
    private void report(Instance instance) {
        Thread.ofVirtual().name("handing over").start(() -> parts.control().isThere(instance));
    }

    /// What the store tells, on its thread.
    private final class FromStore implements StoreListener {
        private Epoch highest = Epoch.NONE;
        private @Nullable Handover handover;

        @Override
        public void claimed(Claim claim) {
            routes.claimed(claim);
        }

        @Override
        public void released(Claim.Of session) {
            routes.released(session);
        }

        @Override
        public void granted(Epoch now) {
            highest = now;
        }

        @Override
        public void handedOver(@Nullable Handover last) {
            handover = last;
        }

        @Override
        public void led(@Nullable Leader now) {
            leader = now;
            if (now != null && now.member().id().equals(id)) {
                lead(Objects.requireNonNull(store), now.term(), highest, handover);
            } else {
                follow(now);
            }
        }

        @Override
        public void members(Collection<Member> now) {
            members = List.copyOf(now);
            Objects.requireNonNull(assurance).members(members);
        }

        @Override
        public void known(Member member) {
            Objects.requireNonNull(assurance).known(member);
        }

        @Override
        public void connected(boolean now) {
            links.connected(now);
        }
    }
}
