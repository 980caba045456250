package io.monopod.myservice;

import io.monopod.contract.ClusterName;
import io.monopod.myservice.echo.EchoService;
import io.monopod.myservice.instance.AfterSession;
import io.monopod.myservice.instance.Instance;
import io.monopod.myservice.instance.InstanceConfig;
import io.monopod.myservice.instance.SessionService;
import io.monopod.proto.control.v1.BindRequest;
import io.monopod.proto.control.v1.BindResponse;
import io.monopod.proto.control.v1.EndRequest;
import io.monopod.proto.control.v1.EndResponse;
import io.monopod.tls.ClientTls;
import io.monopod.tls.ServerTls;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// A registered instance, its gateway's control listener, and a client that is connected to the
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
        // It sends heartbeats once it has the gateway's keys.
        var _ = gateway.nextHeartbeat();
    }

    public static TestStage echo(AfterSession afterSession) throws InterruptedException {
        return new TestStage(afterSession, EchoService.create(Duration.ofMillis(20)));
    }

    public static TestStage of(SessionService service) throws InterruptedException {
        return new TestStage(AfterSession.REUSE, service);
    }

    /// An instance that does not wait for its session when it is to stop.
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
                gateway.address(),
                new ClusterName("myservice"),
                TestGateway.JOIN_SECRET,
                afterSession,
                drainTime,
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

    /// The metadata of a call that comes by a gateway.
    public Map<String, String> granted(String session, long epoch) {
        return Map.of(
                "authorization",
                token(session),
                "session-id",
                session,
                "monopod-epoch",
                Long.toString(epoch));
    }

    public BindResponse bind(String session, long epoch) {
        return client.control(gateway.tokens().forControl())
                .bind(
                        BindRequest.newBuilder()
                                .setInstanceId(pod())
                                .setSessionId(session)
                                .setEpoch(epoch)
                                .setOwner(USER)
                                .build());
    }

    public EndResponse end(String session, long epoch) {
        return client.control(gateway.tokens().forControl())
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
