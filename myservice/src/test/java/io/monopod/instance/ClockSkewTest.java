package io.monopod.instance;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.contract.Epoch;
import io.monopod.contract.InstanceId;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.instance.slot.AfterSession;
import io.monopod.myservice.Answer;
import io.monopod.myservice.TestClient;
import io.monopod.myservice.TestGateway;
import io.monopod.myservice.TestStage;
import io.monopod.myservice.echo.EchoService;
import io.monopod.proto.control.v1.BindRequest;
import io.monopod.proto.control.v1.BindResponse;
import io.monopod.proto.control.v1.EndRequest;
import io.monopod.proto.control.v1.EndResponse;
import io.monopod.proto.myservice.EchoRequest;
import io.monopod.token.Role;
import io.monopod.vouch.Statement;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/// Binding, calls and ends do not depend on the clock of the instance's host.
@Timeout(60)
class ClockSkewTest {
    @ParameterizedTest
    @ValueSource(longs = {320, -40, 0, 315_360_000, -315_360_000})
    void worksWithAnyClock(long seconds) throws InterruptedException {
        var clock = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(seconds));
        try (var gateway = TestGateway.start()) {
            var instance =
                    Instance.start(
                            TestStage.config(gateway, AfterSession.REUSE),
                            EchoService.create(Duration.ofMillis(20)),
                            clock);
            try (var client = TestClient.connect(instance.address())) {
                assertThat(instance.awaitRegistered()).isTrue();
                var control = client.control(gateway.control(instance.id().value()));

                assertThat(control.bind(bind(instance.id())).getOutcome())
                        .isEqualTo(BindResponse.Outcome.BOUND);
                assertThat(echo(client, vouched(gateway, instance.id()))).isEqualTo(Answer.ok());
                assertThat(control.end(end(instance.id())).getOutcome())
                        .isEqualTo(EndResponse.Outcome.ENDED);
            } finally {
                instance.stop();
            }
        }
    }

    private static BindRequest bind(InstanceId id) {
        return BindRequest.newBuilder()
                .setInstanceId(id.value())
                .setSessionId("s-1")
                .setEpoch(7)
                .setOwner("ann")
                .build();
    }

    private static EndRequest end(InstanceId id) {
        return EndRequest.newBuilder()
                .setInstanceId(id.value())
                .setSessionId("s-1")
                .setEpoch(7)
                .setReason("forced")
                .build();
    }

    private static Map<String, String> vouched(TestGateway gateway, InstanceId id) {
        var statement =
                new Statement(
                        id,
                        new SessionId("s-1"),
                        new Epoch(7),
                        new UserName("ann"),
                        new Role("user"));
        return Map.of(
                "session-id",
                "s-1",
                "monopod-epoch",
                "7",
                "monopod-user",
                "ann",
                "monopod-role",
                "user",
                "monopod-voucher",
                gateway.key(id.value()).voucher(statement));
    }

    private static Answer echo(TestClient client, Map<String, String> metadata) {
        return Answer.of(
                () -> client.with(metadata).myServiceEcho(EchoRequest.getDefaultInstance()));
    }
}
