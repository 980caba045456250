package io.monopod.myservice;

import io.monopod.contract.ClusterName;
import io.monopod.contract.Epoch;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.instance.Instance;
import io.monopod.instance.InstanceConfig;
import io.monopod.instance.SessionService;
import io.monopod.instance.slot.AfterSession;
import io.monopod.myservice.echo.EchoService;
import io.monopod.proto.control.v1.BindRequest;
import io.monopod.proto.control.v1.BindResponse;
import io.monopod.proto.control.v1.EndRequest;
import io.monopod.proto.control.v1.EndResponse;
import io.monopod.tls.ClientTls;
import io.monopod.tls.ServerTls;
import io.monopod.token.Role;
import io.monopod.vouch.HeaderText;
import io.monopod.vouch.Statement;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A registered instance, its gateway's control listener, and a client that connects to the
/// instance directly.
public final class TestStage implements AutoCloseable {
    public static final String USER = "ann";

    private final TestGateway gateway = TestGateway.start();
    private final Instance instance;
    private final TestClient client;

    private TestStage(AfterSession afterSession, SessionService service)
            throws InterruptedException {
        instance = Instance.start(config(gateway, afterSession), service);
        client = TestClient.connect(instance.address());
        // The first heartbeat shows that it has the gateway's keys.
        var _ = gateway.nextHeartbeat();
    }

    public static TestStage echo(AfterSession afterSession) throws InterruptedException {
        return new TestStage(afterSession, EchoService.create(Duration.ofMillis(20)));
    }

    public static TestStage of(SessionService service) throws InterruptedException {
        return new TestStage(AfterSession.REUSE, service);
    }

    /// The configuration of an instance that does not wait for its session when it stops.
    public static InstanceConfig config(TestGateway gateway, AfterSession afterSession) {
        return config(gateway, afterSession, Duration.ZERO);
    }

    public static InstanceConfig config(
            TestGateway gateway, AfterSession afterSession, Duration drainTime) {
        return new InstanceConfig(
                "pod",
                "localhost",
                0,
                Optional.empty(),
                List.of(gateway.address()),
                new ClusterName("myservice"),
                TestGateway.JOIN_SECRET,
                afterSession,
                drainTime,
                4 << 20,
                ServerTls.OFF,
                ClientTls.OFF);
    }

    public TestGateway gateway() {
        return gateway;
    }

    public Instance instance() {
        return instance;
    }

    public String pod() {
        return instance.id().value();
    }

    public TestClient client() {
        return client;
    }

    public String token(String session) {
        return gateway.tokens().forUser(USER, session);
    }

    /// The metadata of a direct call.
    public Map<String, String> direct(String session) {
        return direct(gateway, session);
    }

    public static Map<String, String> direct(TestGateway gateway, String session) {
        var token = gateway.tokens().forUser(USER, session);
        return Map.of("authorization", token, "session-id", session);
    }

    /// The metadata of a call through a gateway.
    public Map<String, String> granted(String session, long epoch) {
        return granted(USER, session, epoch);
    }

    public Map<String, String> granted(String user, String session, long epoch) {
        var statement =
                new Statement(
                        instance.id(),
                        new SessionId(session),
                        new Epoch(epoch),
                        new UserName(user),
                        new Role("admin"));
        return Map.of(
                "session-id",
                session,
                "monopod-epoch",
                Long.toString(epoch),
                "monopod-user",
                HeaderText.encode(user),
                "monopod-role",
                "admin",
                "monopod-voucher",
                gateway.key(pod()).voucher(statement));
    }

    public BindResponse bind(String session, long epoch) {
        return client.control(gateway.control(pod()))
                .bind(
                        BindRequest.newBuilder()
                                .setInstanceId(pod())
                                .setSessionId(session)
                                .setEpoch(epoch)
                                .setOwner(USER)
                                .build());
    }

    public EndResponse end(String session, long epoch) {
        return client.control(gateway.control(pod()))
                .end(
                        EndRequest.newBuilder()
                                .setInstanceId(pod())
                                .setSessionId(session)
                                .setEpoch(epoch)
                                .setReason("forced")
                                .build());
    }

    @Override
    public void close() {
        client.close();
        instance.stop();
        gateway.close();
    }
}
