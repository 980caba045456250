package io.monopod.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.config.HostPort;
import io.monopod.config.Secret;
import io.monopod.contract.ClusterName;
import io.monopod.contract.Epoch;
import io.monopod.contract.InstanceId;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.gateway.assign.EndReason;
import io.monopod.gateway.assign.Grant;
import io.monopod.gateway.assign.Hold;
import io.monopod.gateway.assign.Instance;
import io.monopod.gateway.assign.Policy;
import io.monopod.gateway.assign.QueuePlace;
import io.monopod.gateway.assign.ReplayReason;
import io.monopod.gateway.assign.Reply;
import io.monopod.gateway.assign.Rules;
import io.monopod.gateway.assign.SessionEvent;
import io.monopod.gateway.assign.SlotReport;
import io.monopod.gateway.auth.SigningKey;
import io.monopod.gateway.auth.TokenIssuer;
import io.monopod.gateway.http2.HeaderList;
import io.monopod.gateway.registry.InstanceControl;
import io.monopod.gateway.registry.InstanceRegistry;
import io.monopod.gateway.registry.Terms;
import io.monopod.gateway.route.Affinity;
import io.monopod.gateway.route.Authentication;
import io.monopod.gateway.route.Cluster;
import io.monopod.gateway.route.OnFull;
import io.monopod.gateway.route.OnInstanceLoss;
import io.monopod.gateway.route.Response;
import io.monopod.gateway.route.Route;
import io.monopod.gateway.route.RouteTable;
import io.monopod.token.Role;
import io.monopod.token.TokenFault;
import io.monopod.token.TokenKeys;
import io.monopod.token.TokenVerifier;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

class CallPathTest {
    private static final ClusterName CLUSTER = new ClusterName("myservice");
    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    private static final SigningKey KEY = SigningKey.generate();
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    private static final Target OWN = new Target("local", "localhost", 10_001);
    private static final Rules RULES =
            Rules.from(NOW, Policy.EXCLUSIVE, Duration.ofSeconds(3), Duration.ZERO);

    private static final Route OWN_ROUTE =
            new Route(
                    "/own.Service/",
                    new Cluster.Local(),
                    Authentication.NONE,
                    Affinity.NONE,
                    OnFull.REFUSE,
                    OnInstanceLoss.FAIL,
                    Response.STREAM);

    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.SERVING);
    private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
    private final Obedient instances = new Obedient();
    private final BlockingQueue<SessionEvent> events = new LinkedBlockingQueue<>();
    private final BlockingQueue<SessionId> gone = new LinkedBlockingQueue<>();
    private final ConnectedSessions connected = new ConnectedSessions(gone::add);
    private final InstanceRegistry registry =
            InstanceRegistry.start(
                    Map.of(CLUSTER, RULES),
                    new Terms(Duration.ofSeconds(1), () -> "", "i", "a"),
                    new Secret("a secret for the test"),
                    instances,
                    (InstantSource) now::get,
                    (_, event) -> events.add(event));
    private final CallPath path =
            new CallPath(
                    phase::get,
                    RouteTable.of(
                            List.of(
                                    OWN_ROUTE,
                                    route("", OnFull.REFUSE, OnInstanceLoss.FAIL),
                                    route("Echo", OnFull.REFUSE, OnInstanceLoss.REPLAY),
                                    route("Keep", OnFull.REFUSE, OnInstanceLoss.SESSION_LOST),
                                    route("MyServiceSubscribe", OnFull.WAIT, OnInstanceLoss.FAIL))),
                    () -> new TokenVerifier(TokenKeys.ofJwks(KEY.jwks()), "i", "a"),
                    Map.of(
                            CLUSTER,
                            new SessionDestination(
                                    registry.cluster(CLUSTER), null, (InstantSource) now::get),
                            Cluster.Local.NAME,
                            new FixedDestination(() -> List.of(OWN))),
                    LONGEST_WAIT,
                    OnExpiry.END,
                    connected,
                    (InstantSource) now::get);

    @AfterEach
    void stop() {
        registry.close();
    }

    @Test
    void aDrainingGatewayRefusesWhateverItIs() {
        phase.set(Phase.DRAINING);

        assertRefused(admit("/nowhere"), new Refusal.GatewayDraining());
    }

    @Test
    void theRouteIsCheckedBeforeTheSessionId() {
        assertRefused(admit("/nowhere"), new Refusal.NotRouted());
    }

    @Test
    void theSessionIdIsCheckedBeforeTheToken() {
        assertRefused(echo(), new Refusal.MissingSessionId());
        assertRefused(echo("session-id", "a b"), new Refusal.MalformedSessionId());
        assertRefused(echo("session-id", "x".repeat(10_000)), new Refusal.MalformedSessionId());
    }

    @Test
    void theTokenIsCheckedBeforeAnInstanceIsSought() {
        assertRefused(echo("session-id", "s1"), bad(TokenFault.INVALID_TOKEN));
        assertRefused(
                echo("session-id", "s1", "authorization", token("alice", "s2")),
                bad(TokenFault.SESSION_MISMATCH));
    }

    @Test
    void withoutInstancesTheBackendIsUnavailable() {
        assertRefused(call("alice", "s1"), new Refusal.BackendUnavailable());
    }

    @Test
    void theFirstCallOfASessionIsDecidedLaterAndTheNextAtOnce() throws InterruptedException {
        register("a-1", 1001);

        var first = call("alice", "s1");
        assertThat(first).isInstanceOf(Verdict.Later.class);
        var call = forwarded(((Verdict.Later) first).decision().decide());
        assertThat(call.target()).isEqualTo(new Target("a-1", "localhost", 1001));
        var next = forwarded(call("alice", "s1"));
        assertThat(next.target()).isEqualTo(call.target());
        assertThat(next.added().first("monopod-epoch"))
                .isEqualTo(call.added().first("monopod-epoch"))
                .isEqualTo(instances.epochOf("s1"));
    }

    @Test
    void oneSessionMoreThanInstancesIsRefusedAtOnce() throws InterruptedException {
        register("a-1", 1001);
        decided(call("alice", "s1"));

        assertThat(answer(call("bob", "s2")).message()).isEqualTo("all instances are busy");
    }

    @Test
    void aCallThatAsksToWaitGetsTheInstanceThatIsGivenBack() throws InterruptedException {
        register("a-1", 1001);
        var first = forwarded(decided(call("alice", "s1")));
        var waiting = waitingCall("bob", "s2", "30S");

        assertThat(registry.cluster(CLUSTER).queue())
                .extracting(QueuePlace::position)
                .containsExactly(1);
        first.instanceSays(HeaderList.of("monopod-slot", "free"));

        assertThat(forwarded(decided(waiting)).target().name()).isEqualTo("a-1");
        assertThat(registry.cluster(CLUSTER).queue()).isEmpty();
    }

    @Test
    void aCallThatHasWaitedForNothingIsToldItsPlace() throws InterruptedException {
        register("a-1", 1001);
        decided(call("alice", "s1"));
        var waiting = waitingCall("bob", "s2", "1S");

        now.set(NOW.plusSeconds(1));

        var answer = answer(decided(waiting));
        assertThat(answer.message()).isEqualTo("all instances are busy");
        assertThat(answer.reason()).isEqualTo("QUEUE_TIMEOUT");
        assertThat(registry.cluster(CLUSTER).queue()).isEmpty();
    }

    @Test
    void aCallMayWaitBecauseItsRouteSaysSoUnlessItAsksNotTo() throws InterruptedException {
        register("a-1", 1001);
        decided(call("alice", "s1"));
        var subscribe = "/my_service.MyServiceAPI/MyServiceSubscribe";

        var waiting = admit(subscribe, "session-id", "s2", "authorization", token("bob", "s2"));
        assertThat(waiting).isInstanceOf(Verdict.Later.class);
        var place = registry.cluster(CLUSTER).queue().getFirst();
        assertThat(place.session()).isEqualTo(new SessionId("s2"));

        var refused =
                admit(
                        subscribe,
                        "session-id",
                        "s3",
                        "authorization",
                        token("bob", "s3"),
                        "session-wait",
                        "0S");
        assertThat(answer(refused).reason()).isEqualTo("ALL_INSTANCES_BUSY");
    }

    @Test
    void aSessionWaitThatIsNoneIsRefused() {
        register("a-1", 1001);

        assertRefused(waitingCall("bob", "s2", "soon"), new Refusal.MalformedSessionWait());
    }

    private Verdict waitingCall(String user, String session, String wait) {
        return echo(
                "session-id", session, "authorization", token(user, session), "session-wait", wait);
    }

    @Test
    void anotherUsersSessionIsNotOpened() throws InterruptedException {
        register("a-1", 1001);
        decided(call("alice", "s1"));

        assertRefused(call("bob", "s1"), new Refusal.NotOwner());
    }

    @Test
    void aCallThatWasNeverSentLeavesNothingBehind() throws InterruptedException {
        register("a-1", 1001);
        var call = forwarded(decided(call("alice", "s1")));

        call.ended(new CallEnd.Cancelled(false));

        instances.awaitEnd("s1");
    }

    @Test
    void theEndThatACallTellsFreesTheInstanceAtOnce() throws InterruptedException {
        register("a-1", 1001);
        var call = forwarded(decided(call("alice", "s1")));

        call.instanceSays(HeaderList.of("monopod-slot", "free"));
        call.ended(new CallEnd.Answered(0));

        assertThat(forwarded(decided(call("bob", "s2"))).target().name()).isEqualTo("a-1");
    }

    @Test
    void aCallWhoseInstanceIsGoneGoesToTheNext() throws InterruptedException {
        register("a-1", 1001);
        register("a-2", 1002);
        var call = forwarded(decided(call("alice", "s1")));
        var first = call.target().name();
        instances.gone = first;

        var other = forwarded(call.unreached());

        assertThat(other.target().name()).isNotEqualTo(first);
        assertThat(registry.cluster(CLUSTER).instances()).hasSize(1);
    }

    @Test
    void anInstanceThatTurnsAwayEveryConnectionIsGivenUp() throws InterruptedException {
        register("a-1", 1001);
        var verdict = decided(call("alice", "s1"));
        for (int i = 0; i < 4; i++) {
            verdict = forwarded(verdict).unreached();
        }

        assertRefused(forwarded(verdict).unreached(), new Refusal.BackendUnavailable());
    }

    @Test
    void aLostCallOfARouteThatReplaysGoesToTheNextInstance() throws InterruptedException {
        register("a-1", 1001);
        register("a-2", 1002);
        var call = forwarded(decided(call("Echo", "alice", "s1")));
        var first = call.target().name();
        instances.gone = first;

        assertThat(call.replayable()).isEqualTo(Replayable.STREAM);
        var next = forwarded(call.replay());

        assertThat(next.target().name()).isNotEqualTo(first);
        var replayed = await(SessionEvent.Replayed.class);
        assertThat(replayed.from().id().value()).isEqualTo(first);
        assertThat(replayed.hold().instance().id().value()).isEqualTo(next.target().name());
        assertThat(replayed.reason()).isEqualTo(ReplayReason.INSTANCE_LOST);
    }

    @Test
    void aLostCallWhoseInstanceIsStillThereStaysOnIt() throws InterruptedException {
        register("a-1", 1001);
        register("a-2", 1002);
        var call = forwarded(decided(call("Echo", "alice", "s1")));

        var next = forwarded(call.replay());

        assertThat(next.target()).isEqualTo(call.target());
        assertThat(await(SessionEvent.Replayed.class).reason())
                .isEqualTo(ReplayReason.CONNECTION_LOST);
    }

    @Test
    void aCallWhoseInstanceWasOnlySlowToAcceptGoesOnThere() throws InterruptedException {
        register("a-1", 1001);
        register("a-2", 1002);
        var call = forwarded(decided(call("Echo", "alice", "s1")));
        instances.silences.set(2);

        var next = forwarded(call.unreached());

        assertThat(next.target()).isEqualTo(call.target());
    }

    @Test
    void aCallWhoseInstanceStaysSilentHasNoSecondWhileItIsHeardOf() throws InterruptedException {
        register("a-1", 1001);
        register("a-2", 1002);
        var call = forwarded(decided(call("Echo", "alice", "s1")));
        instances.silences.set(Integer.MAX_VALUE);
        instances.whenAsked =
                asked -> {
                    now.updateAndGet(at -> at.plusSeconds(2));
                    register(asked.id().value(), asked.address().port());
                };

        assertRefused(call.unreached(), new Refusal.BackendUnavailable());
    }

    @Test
    void aCallThatEndsEveryInstanceIsNotReplayedForEver() throws InterruptedException {
        register("a-1", 1001);
        var call = forwarded(decided(call("Echo", "alice", "s1")));
        for (int i = 0; i < 4; i++) {
            assertThat(call.replayable()).isEqualTo(Replayable.STREAM);
            call = forwarded(call.replay());
        }

        assertThat(call.replayable()).isEqualTo(Replayable.NEVER);
    }

    @Test
    void aLossIsNotReplayedByDefaultAndNobodyKnowsTheOutcome() throws InterruptedException {
        register("a-1", 1001);
        var call = forwarded(decided(call("alice", "s1")));

        assertThat(call.replayable()).isEqualTo(Replayable.NEVER);
        assertThat(call.lost())
                .usingRecursiveComparison()
                .isEqualTo(Answers.to(new Refusal.OutcomeUnknown()));
    }

    @Test
    void aRunningCallIsToldOfTheLossOfItsSessionAndTheNextIsNot() throws InterruptedException {
        register("a-1", 1001);
        register("a-2", 1002);
        var call = forwarded(decided(call("Keep", "alice", "s1")));
        instances.gone = call.target().name();

        assertThat(call.lost())
                .usingRecursiveComparison()
                .isEqualTo(Answers.to(new Refusal.SessionLost()));
        assertThat(forwarded(decided(call("Keep", "alice", "s1"))).target())
                .isNotEqualTo(call.target());
    }

    @Test
    void theFirstCallAfterTheLossOfAnIdleSessionIsToldOnce() throws InterruptedException {
        register("a-1", 1001);
        register("a-2", 1002);
        var call = forwarded(decided(call("Keep", "alice", "s1")));
        call.ended(new CallEnd.Answered(0));
        instances.gone = call.target().name();
        var late = forwarded(call("Keep", "alice", "s1"));

        assertRefused(late.unreached(), new Refusal.SessionLost());
        assertThat(call("Keep", "alice", "s1")).isInstanceOf(Verdict.Later.class);
    }

    @Test
    void aCallMayGoOnUntilItsTokenExpires() throws InterruptedException {
        register("a-1", 1001);
        var call = forwarded(decided(call("alice", "s1")));
        now.set(NOW.plusSeconds(60));

        var limit = Objects.requireNonNull(call.timeLimit());

        assertThat(limit.left()).isEqualTo(Duration.ofMinutes(59));
        assertThat(limit.answer())
                .usingRecursiveComparison()
                .isEqualTo(Answers.to(bad(TokenFault.TOKEN_EXPIRED)));
    }

    @Test
    void aSessionIsGoneWithTheLastConnectionThatCalledForIt() {
        var one = new Loopback();
        var two = new Loopback();
        for (var client : List.of(one, two, one)) {
            path.admit(head("Echo", "alice", "s1"), client);
        }
        path.admit(head("Echo", "bob", "s2"), two);
        assertThat(connected.connections(new SessionId("s1"))).isEqualTo(2);

        path.closed(one);
        assertThat(gone).isEmpty();
        path.closed(two);

        assertThat(gone).containsExactlyInAnyOrder(new SessionId("s1"), new SessionId("s2"));
        assertThat(connected.connections(new SessionId("s1"))).isZero();
    }

    @Test
    void aRouteWithoutSessionsNeedsNone() {
        assertThat(forwarded(admit("/own.Service/Any")).target()).isEqualTo(OWN);
    }

    @Test
    void aCallWithoutSessionGoesToEachAddressOnceAndThenEnds() throws InterruptedException {
        var one = new Target("static", "one", 1);
        var two = new Target("static", "two", 2);
        var call = forwarded(new FixedDestination(() -> List.of(one, two)).any(OWN_ROUTE));

        var next = forwarded(call.unreached());

        assertThat(List.of(call.target(), next.target())).containsExactly(one, two);
        assertRefused(next.unreached(), new Refusal.BackendUnavailable());
    }

    private static Route route(String method, OnFull onFull, OnInstanceLoss onInstanceLoss) {
        return new Route(
                "/my_service.MyServiceAPI/" + method,
                new Cluster.Registered(CLUSTER),
                Authentication.REQUIRED,
                Affinity.SESSION,
                onFull,
                onInstanceLoss,
                Response.STREAM);
    }

    private void register(String id, int port) {
        registry.cluster(CLUSTER)
                .register(
                        new Instance(new InstanceId(id), new HostPort("localhost", port)),
                        new SlotReport.Free(Epoch.NONE, 1));
    }

    private Verdict call(String user, String session) {
        return echo("session-id", session, "authorization", token(user, session));
    }

    private Verdict echo(String... fields) {
        return admit("/my_service.MyServiceAPI/MyServiceEcho", fields);
    }

    private Verdict call(String method, String user, String session) {
        return path.admit(head(method, user, session), new Loopback());
    }

    private static HeaderList head(String method, String user, String session) {
        return HeaderList.of(
                ":path",
                "/my_service.MyServiceAPI/" + method,
                "session-id",
                session,
                "authorization",
                token(user, session));
    }

    private <E extends SessionEvent> E await(Class<E> type) throws InterruptedException {
        for (var event = events.poll(10, TimeUnit.SECONDS);
                event != null;
                event = events.poll(10, TimeUnit.SECONDS)) {
            if (type.isInstance(event)) {
                return type.cast(event);
            }
        }
        throw new AssertionError("no " + type);
    }

    private Verdict admit(String method, String... fields) {
        var all = new String[fields.length + 2];
        all[0] = ":path";
        all[1] = method;
        System.arraycopy(fields, 0, all, 2, fields.length);
        return path.admit(HeaderList.of(all), new Loopback());
    }

    private static String token(String user, String session) {
        return new TokenIssuer(KEY, "i", "a", Duration.ofHours(1))
                .issue(new UserName(user), Role.ADMIN, new SessionId(session), NOW)
                .text();
    }

    private static Verdict decided(Verdict verdict) throws InterruptedException {
        return ((Verdict.Later) verdict).decision().decide();
    }

    private static AdmittedCall forwarded(Verdict verdict) {
        assertThat(verdict).isInstanceOf(Verdict.Forward.class);
        return ((Verdict.Forward) verdict).call();
    }

    private static Answer answer(Verdict verdict) {
        assertThat(verdict).isInstanceOf(Verdict.Refuse.class);
        return ((Verdict.Refuse) verdict).answer();
    }

    private static void assertRefused(Verdict verdict, Refusal why) {
        assertThat(answer(verdict)).usingRecursiveComparison().isEqualTo(Answers.to(why));
    }

    private static Refusal bad(TokenFault fault) {
        return new Refusal.BadToken(fault);
    }

    private static final class Loopback implements ClientConnection {
        @Override
        public SocketAddress remoteAddress() {
            return InetSocketAddress.createUnresolved("client", 1);
        }
    }

    /// Instances that do as they are told.
    private static final class Obedient implements InstanceControl {
        private final Map<SessionId, Epoch> bound = new ConcurrentHashMap<>();
        private final BlockingQueue<SessionId> ended = new LinkedBlockingQueue<>();
        private final AtomicLong revision = new AtomicLong(1);
        private final AtomicInteger silences = new AtomicInteger();
        private volatile String gone = "";
        private volatile Consumer<Instance> whenAsked = _ -> {};

        @Override
        public Reply bind(Grant grant) {
            bound.put(grant.session(), grant.epoch());
            return new Reply.Told(
                    new SlotReport.Held(
                            grant.session(),
                            grant.owner(),
                            grant.epoch(),
                            revision.incrementAndGet()));
        }

        @Override
        public Reply end(Hold hold, EndReason reason) {
            ended.add(hold.session());
            return new Reply.Told(new SlotReport.Free(hold.epoch(), revision.incrementAndGet()));
        }

        @Override
        public Reach reach(Instance instance) {
            whenAsked.accept(instance);
            if (silences.getAndDecrement() > 0) {
                return Reach.SILENT;
            }
            return instance.id().value().equals(gone) ? Reach.REFUSED : Reach.CONNECTED;
        }

        @Override
        public void prepare(Instance instance) {}

        @Override
        public void forget(Instance instance) {}

        String epochOf(String session) {
            return String.valueOf(bound.get(new SessionId(session)));
        }

        void awaitEnd(String session) throws InterruptedException {
            assertThat(ended.poll(10, TimeUnit.SECONDS)).isEqualTo(new SessionId(session));
        }
    }
}
