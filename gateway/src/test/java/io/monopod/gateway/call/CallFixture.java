package io.monopod.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.config.HostPort;
import io.monopod.config.Secret;
import io.monopod.contract.ClusterName;
import io.monopod.contract.Epoch;
import io.monopod.contract.InstanceId;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.datapath.call.AdmittedCall;
import io.monopod.datapath.call.Answer;
import io.monopod.datapath.call.ClientConnection;
import io.monopod.datapath.call.RoutingDecision;
import io.monopod.datapath.call.Target;
import io.monopod.datapath.http2.header.HeaderList;
import io.monopod.gateway.assign.Instance;
import io.monopod.gateway.assign.Policy;
import io.monopod.gateway.assign.Refusal;
import io.monopod.gateway.assign.SessionEvent;
import io.monopod.gateway.assign.SlotReport;
import io.monopod.gateway.auth.SigningKey;
import io.monopod.gateway.auth.TokenIssuer;
import io.monopod.gateway.registry.InstanceRegistry;
import io.monopod.gateway.registry.ObedientInstances;
import io.monopod.gateway.registry.RegisteredCluster;
import io.monopod.gateway.registry.RegistrationTerms;
import io.monopod.gateway.registry.SteadyClock;
import io.monopod.gateway.registry.TestClaims;
import io.monopod.gateway.route.Affinity;
import io.monopod.gateway.route.Authentication;
import io.monopod.gateway.route.Cluster;
import io.monopod.gateway.route.OnFull;
import io.monopod.gateway.route.OnInstanceLoss;
import io.monopod.gateway.route.Response;
import io.monopod.gateway.route.Route;
import io.monopod.gateway.route.RouteTable;
import io.monopod.gateway.table.Rules;
import io.monopod.proto.control.v1.TokenRules;
import io.monopod.token.Role;
import io.monopod.token.TokenFault;
import io.monopod.token.TokenKeys;
import io.monopod.token.TokenVerifier;
import io.monopod.vouch.InstanceKey;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/// A [CallPath] to a cluster of [ObedientInstances], and the calls on it.
final class CallFixture implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    static final Target OWN = new Target("local", "localhost", 10_001);

    /// To the gateway's own services.
    static final Route OWN_ROUTE =
            new Route(
                    "/own.Service/",
                    new Cluster.Local(),
                    Authentication.NONE,
                    Affinity.NONE,
                    OnFull.REFUSE,
                    OnInstanceLoss.FAIL,
                    Response.STREAM,
                    false);

    private static final ClusterName CLUSTER = new ClusterName("myservice");
    private static final SigningKey KEY = SigningKey.generate();
    private static final Duration MAX_WAIT = Duration.ofMinutes(1);
    private static final Rules RULES =
            Rules.from(NOW, Policy.EXCLUSIVE, Duration.ofSeconds(3), Duration.ZERO);

    final AtomicReference<GatewayPhase> phase = new AtomicReference<>(GatewayPhase.SERVING);
    final AtomicReference<Instant> now = new AtomicReference<>(NOW);
    final ObedientInstances instances = new ObedientInstances();

    /// The clients whose last connection has closed.
    final BlockingQueue<SessionClient> gone = new LinkedBlockingQueue<>();

    final ConnectionTracker connected = new ConnectionTracker(gone::add);

    private final SteadyClock clock =
            new SteadyClock(now::get, () -> Duration.between(NOW, now.get()).toNanos());
    private final BlockingQueue<SessionEvent> events = new LinkedBlockingQueue<>();
    private final InstanceRegistry registry =
            InstanceRegistry.start(
                    Map.of(CLUSTER, RULES),
                    new RegistrationTerms(Duration.ofSeconds(1), TokenRules::getDefaultInstance),
                    new Secret("a secret for the test"),
                    TestClaims.any(),
                    instances,
                    clock,
                    (_, event) -> events.add(event));
    final RegisteredCluster cluster = registry.cluster(CLUSTER);
    final CallPath path =
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
                            new SessionDestination(cluster.sessions(), null, 0, clock),
                            Cluster.Local.NAME,
                            new FixedDestination(List.of(OWN))),
                    MAX_WAIT,
                    OnExpiry.END,
                    connected,
                    clock);

    private static Route route(String method, OnFull onFull, OnInstanceLoss onInstanceLoss) {
        return new Route(
                "/my_service.MyServiceAPI/" + method,
                new Cluster.Registered(CLUSTER),
                Authentication.REQUIRED,
                Affinity.SESSION,
                onFull,
                onInstanceLoss,
                Response.STREAM,
                false);
    }

    /// Registers a free instance.
    void register(String id, int port) {
        cluster.sessions()
                .register(
                        new Instance(
                                new InstanceId(id),
                                CLUSTER,
                                new HostPort("localhost", port),
                                Instant.EPOCH,
                                InstanceKey.of(new byte[32])),
                        new SlotReport.Free(Epoch.NONE, 1));
    }

    /// All instances send a heartbeat.
    void heartbeats() {
        cluster.sessions()
                .table()
                .instances()
                .forEach(
                        view ->
                                cluster.sessions()
                                        .register(
                                                view.instance(),
                                                new SlotReport.Free(Epoch.NONE, 1)));
    }

    RoutingDecision call(String user, String session) {
        return echo("session-id", session, "authorization", token(user, session));
    }

    RoutingDecision call(String method, String user, String session) {
        return path.admit(head(method, user, session), new Loopback());
    }

    RoutingDecision echo(String... fields) {
        return admit("/my_service.MyServiceAPI/MyServiceEcho", fields);
    }

    RoutingDecision admit(String method, String... fields) {
        var all = new String[fields.length + 2];
        all[0] = ":path";
        all[1] = method;
        System.arraycopy(fields, 0, all, 2, fields.length);
        return path.admit(HeaderList.of(all), new Loopback());
    }

    static HeaderList head(String method, String user, String session) {
        return HeaderList.of(
                ":path",
                "/my_service.MyServiceAPI/" + method,
                "session-id",
                session,
                "authorization",
                token(user, session));
    }

    static String token(String user, String session) {
        return new TokenIssuer(KEY, "i", "a", Duration.ofHours(1))
                .issue(new UserName(user), Role.ADMIN, new SessionId(session), NOW)
                .text();
    }

    static RoutingDecision decided(RoutingDecision decision) throws InterruptedException {
        return ((RoutingDecision.Later) decision).decision().decide();
    }

    static AdmittedCall forwarded(RoutingDecision decision) {
        assertThat(decision).isInstanceOf(RoutingDecision.Forward.class);
        return ((RoutingDecision.Forward) decision).call();
    }

    static Answer answer(RoutingDecision decision) {
        assertThat(decision).isInstanceOf(RoutingDecision.Refuse.class);
        return ((RoutingDecision.Refuse) decision).answer();
    }

    static void assertRefused(RoutingDecision decision, Refusal why) {
        assertAnswer(answer(decision), why);
    }

    static void assertAnswer(Answer answer, Refusal why) {
        var expected = Answers.to(why);
        assertThat(answer.code()).isEqualTo(expected.code());
        assertThat(answer.message()).isEqualTo(expected.message());
        assertThat(answer.reason()).isEqualTo(expected.reason());
    }

    static Refusal bad(TokenFault fault) {
        return new Refusal.BadToken(fault);
    }

    /// Waits for the next event of this type.
    <E extends SessionEvent> E await(Class<E> type) throws InterruptedException {
        for (var event = events.poll(10, TimeUnit.SECONDS);
                event != null;
                event = events.poll(10, TimeUnit.SECONDS)) {
            if (type.isInstance(event)) {
                return type.cast(event);
            }
        }
        throw new AssertionError("no " + type);
    }

    void awaitEnd(String session) throws InterruptedException {
        assertThat(instances.ended.poll(10, TimeUnit.SECONDS)).isEqualTo(new SessionId(session));
    }

    @Override
    public void close() {
        registry.close();
    }

    /// A client's connection.
    static final class Loopback implements ClientConnection {}
}
