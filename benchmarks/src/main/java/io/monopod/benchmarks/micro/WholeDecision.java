package io.monopod.benchmarks.micro;

import io.monopod.config.HostPort;
import io.monopod.config.Secret;
import io.monopod.contract.ClusterName;
import io.monopod.contract.Epoch;
import io.monopod.contract.InstanceId;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.datapath.call.CallEnd;
import io.monopod.datapath.call.ClientConnection;
import io.monopod.datapath.call.RoutingDecision;
import io.monopod.datapath.http2.frame.ConnectionError;
import io.monopod.datapath.http2.header.HeaderDecoder;
import io.monopod.datapath.http2.header.HeaderList;
import io.monopod.gateway.assign.EndReason;
import io.monopod.gateway.assign.Grant;
import io.monopod.gateway.assign.Hold;
import io.monopod.gateway.assign.Instance;
import io.monopod.gateway.assign.Policy;
import io.monopod.gateway.assign.Reply;
import io.monopod.gateway.assign.SlotReport;
import io.monopod.gateway.auth.SigningKey;
import io.monopod.gateway.auth.TokenIssuer;
import io.monopod.gateway.call.CallPath;
import io.monopod.gateway.call.ConnectionListener;
import io.monopod.gateway.call.GatewayPhase;
import io.monopod.gateway.call.OnExpiry;
import io.monopod.gateway.call.SessionDestination;
import io.monopod.gateway.control.InstanceControl;
import io.monopod.gateway.control.ReportVerifier;
import io.monopod.gateway.registry.InstanceRegistry;
import io.monopod.gateway.registry.RegistrationTerms;
import io.monopod.gateway.registry.Sessions;
import io.monopod.gateway.registry.SteadyClock;
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
import io.monopod.token.TokenKeys;
import io.monopod.token.TokenVerifier;
import io.monopod.vouch.GrantKey;
import io.monopod.vouch.InstanceKey;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/// From a request's header block to its instance: decode, route, check the token, find the grant.
/// And to a refusal, for a session that finds the only instance busy.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class WholeDecision {
    private static final ClusterName CLUSTER = new ClusterName("myservice");
    private static final UserName USER = new UserName("bench");
    private static final SessionId HOLDER = new SessionId("holder");
    private static final ClientConnection CLIENT = new ClientConnection() {};

    private final SteadyClock clock = new SteadyClock(InstantSource.system());
    private final Kind held = new Kind(new SessionId(Blocks.SESSION));
    private final Kind busy = new Kind(HOLDER);

    @Benchmark
    public RoutingDecision forwarded() throws ConnectionError {
        var decision = held.decide();
        if (decision instanceof RoutingDecision.Forward(var call)) {
            call.ended(new CallEnd.Answered(0));
        }
        return decision;
    }

    @Benchmark
    public RoutingDecision refused() throws ConnectionError {
        return busy.decide();
    }

    /// A gateway's decisions, with one instance that a session holds.
    private final class Kind {
        private final SigningKey key = SigningKey.generate();
        private final HeaderDecoder<HeaderList> decoder = new HeaderDecoder<>(65_536, list -> list);
        private final CallPath path;
        private final byte[] block;

        Kind(SessionId holder) {
            var rules =
                    Rules.from(
                            clock.instant(), Policy.EXCLUSIVE, Duration.ofHours(1), Duration.ZERO);
            var tokens = new TokenVerifier(TokenKeys.ofJwks(key.jwks()), "i", "a");
            var registry =
                    InstanceRegistry.start(
                            Map.of(CLUSTER, rules),
                            new RegistrationTerms(
                                    Duration.ofMinutes(1), TokenRules::getDefaultInstance),
                            new Secret("not asked for"),
                            new ReportVerifier(
                                    new GrantKey(key.derive("grants")), () -> tokens, clock),
                            new AcceptingControl(),
                            clock,
                            (cluster, event) -> {});
            var cluster = registry.cluster(CLUSTER);
            var instance =
                    new Instance(
                            new InstanceId("instance"),
                            CLUSTER,
                            new HostPort("127.0.0.1", 1024),
                            clock.instant(),
                            InstanceKey.of(new byte[32]));
            cluster.sessions().register(instance, new SlotReport.Free(Epoch.NONE, 1));
            hold(cluster.sessions(), holder);
            path =
                    new CallPath(
                            () -> GatewayPhase.SERVING,
                            RouteTable.of(List.of(route())),
                            () -> tokens,
                            Map.of(
                                    CLUSTER,
                                    new SessionDestination(cluster.sessions(), null, 0, clock)),
                            Duration.ofMinutes(1),
                            OnExpiry.CONTINUE,
                            ConnectionListener.IGNORED,
                            clock);
            block = block();
        }

        RoutingDecision decide() throws ConnectionError {
            var head = decoder.decode(block, 0, block.length);
            return path.admit(Objects.requireNonNull(head), CLIENT);
        }

        private void hold(Sessions sessions, SessionId session) {
            try {
                var unused = sessions.acquire(session, USER, Instant.MIN);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        private byte[] block() {
            var issuer = new TokenIssuer(key, "i", "a", Duration.ofHours(1));
            var session = new SessionId(Blocks.SESSION);
            var token = issuer.issue(USER, new Role("user"), session, clock.instant()).text();
            var encoder = new DefaultHttp2HeadersEncoder((name, value) -> true);
            return Blocks.encoded(encoder, Blocks.request(token));
        }
    }

    private static Route route() {
        return new Route(
                "/my_service.MyServiceAPI",
                new Cluster.Registered(CLUSTER),
                Authentication.REQUIRED,
                Affinity.SESSION,
                OnFull.REFUSE,
                OnInstanceLoss.FAIL,
                Response.STREAM,
                false);
    }

    /// Accepts every bind.
    private static final class AcceptingControl implements InstanceControl {
        @Override
        public Reply bind(Grant grant) {
            var epoch = grant.epoch();
            return new Reply.Answered(
                    new SlotReport.Held(grant.session(), grant.owner(), epoch, epoch.value()));
        }

        @Override
        public Reply end(Hold hold, EndReason reason) {
            return new Reply.Unknown();
        }

        @Override
        public boolean isThere(Instance instance) {
            return true;
        }

        @Override
        public void close() {}

        @Override
        public Reach reach(Instance instance) {
            return Reach.CONNECTED;
        }

        @Override
        public void prepare(Instance instance) {}

        @Override
        public void forget(Instance instance) {}
    }
}
