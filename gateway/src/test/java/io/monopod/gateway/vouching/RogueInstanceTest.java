package io.monopod.gateway.vouching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Status.Code;
import io.monopod.gateway.Eventually;
import io.monopod.gateway.Gateway;
import io.monopod.gateway.LocalGateway;
import io.monopod.proto.control.v1.LastEnd;
import io.monopod.proto.control.v1.SlotReport;
import io.monopod.proto.control.v1.SlotReport.Phase;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// An instance with the join secret that lies about the sessions of others, about other instances
/// and about epochs. The instance "honest" holds session "s".
@Timeout(60)
class RogueInstanceTest {
    private final Path dir;
    private Gateway gateway;
    private TestCaller client;
    private ScriptedInstance honest;
    private ScriptedInstance rogue;
    private String token;

    RogueInstanceTest(@TempDir Path dir) {
        this.dir = dir;
    }

    @BeforeEach
    void start() throws Exception {
        Files.writeString(
                dir.resolve("users.yaml"),
                """
                users:
                  - name: bob
                    password-hash: '$2a$10$7crfCJ/IOCAv7RSPETqQQuvM4gd.T78jtmINP1Ajc4Z0kNg9Ol9yy'
                """);
        gateway = startGateway();
        client = new TestCaller(gateway);
        honest = ScriptedInstance.start("honest", gateway);
        rogue = ScriptedInstance.start("rogue", gateway);
        assertThat(honest.register()).isEqualTo(Code.OK);
        token = client.login("TestUser", "s");
        assertThat(echo()).isEqualTo("honest");
    }

    private Gateway startGateway() throws IOException, InterruptedException {
        return LocalGateway.start(
                dir,
                """
                demo: true
                auth: {key-file: %s, users-file: %s}
                start-grace: 0s
                lease: 10m
                """
                        .formatted(dir.resolve("key"), dir.resolve("users.yaml")));
    }

    @AfterEach
    void stop() {
        rogue.close();
        honest.close();
        client.close();
        gateway.close();
    }

    private String echo() {
        return client.echo("authorization", token, "session-id", "s");
    }

    /// A claim that the session is here, with the newest epoch.
    private SlotReport.Builder newer() {
        return SlotReport.newBuilder()
                .setPhase(Phase.HELD)
                .setSessionId("s")
                .setOwner("TestUser")
                .setEpoch(honest.slot().getEpoch() + 1_000);
    }

    private void assertEndIsRequested(String session) throws InterruptedException {
        Eventually.holds(() -> !rogue.ends.isEmpty());
        assertThat(rogue.ends.getFirst().getSessionId()).isEqualTo(session);
        assertThat(rogue.ends.getFirst().getReason()).isEqualTo("unproved");
    }

    @Test
    void claimWithoutProofGetsNoCallAndIsEnded() throws InterruptedException {
        assertThat(rogue.register()).isEqualTo(Code.OK);
        rogue.claims(newer());

        assertThat(rogue.heartbeat()).isEqualTo(Code.OK);

        assertThat(echo()).isEqualTo("honest");
        assertEndIsRequested("s");
        assertThat(echo()).isEqualTo("honest");
        assertThat(rogue.calls).isEmpty();
        assertThat(honest.ends).isEmpty();
    }

    @Test
    void proofOfAnotherGrantIsRejected() throws InterruptedException {
        rogue.claims(honest.slot().toBuilder());

        assertThat(rogue.register()).isEqualTo(Code.OK);

        assertEndIsRequested("s");
        assertThat(echo()).isEqualTo("honest");
        assertThat(honest.ends).isEmpty();
    }

    @Test
    void endWithoutProofIsIgnored() {
        rogue.claims(
                SlotReport.newBuilder()
                        .setPhase(Phase.FREE)
                        .setEpoch(honest.slot().getEpoch() + 1_000)
                        .setLastEnd(
                                LastEnd.newBuilder()
                                        .setSessionId("s")
                                        .setOwner("TestUser")
                                        .setEpoch(honest.slot().getEpoch())
                                        .setProof(honest.slot().getProof())
                                        .setReason("idle")));

        assertThat(rogue.register()).isEqualTo(Code.OK);

        assertThat(echo()).isEqualTo("honest");
        assertThat(honest.ends).isEmpty();
    }

    @Test
    void restartRestoresOnlyProvenSessions() throws Exception {
        client.close();
        gateway.close();
        gateway = startGateway();
        client = new TestCaller(gateway);
        var before = rogue;
        rogue = ScriptedInstance.start("rogue", gateway);
        before.close();
        rogue.claims(newer());
        assertThat(rogue.register()).isEqualTo(Code.OK);
        assertEndIsRequested("s");

        try (var back = ScriptedInstance.startAt("honest", 0, gateway)) {
            back.claims(honest.slot().toBuilder());
            assertThat(back.register()).isEqualTo(Code.OK);

            assertThat(echo()).isEqualTo("honest");
            assertThat(back.calls).hasSize(1);
            assertThat(rogue.calls).isEmpty();
        }
    }

    @Test
    void reportForAnotherInstanceIsRefused() {
        assertThat(rogue.register()).isEqualTo(Code.OK);

        assertThat(rogue.heartbeat("honest", "")).isEqualTo(Code.UNAUTHENTICATED);
        assertThat(rogue.heartbeat("honest", rogue.proof())).isEqualTo(Code.UNAUTHENTICATED);
        assertThat(rogue.deregister("honest", "")).isEqualTo(Code.UNAUTHENTICATED);
        assertThat(rogue.deregister("honest", rogue.proof())).isEqualTo(Code.UNAUTHENTICATED);
        assertThat(rogue.deregister("nobody", "")).isEqualTo(Code.OK);

        assertThat(echo()).isEqualTo("honest");
    }

    @Test
    void idOfALiveInstanceCannotBeTaken() {
        var request = rogue.registration().setInstanceId("honest").build();

        assertThat(ScriptedInstance.code(() -> rogue.registry().register(request)))
                .isEqualTo(Code.FAILED_PRECONDITION);

        assertThat(echo()).isEqualTo("honest");
    }

    @Test
    void addressOfALiveInstanceCannotBeTaken() {
        var request = rogue.registration().setAddress("localhost:" + honest.port()).build();

        assertThat(ScriptedInstance.code(() -> rogue.registry().register(request)))
                .isEqualTo(Code.FAILED_PRECONDITION);

        assertThat(echo()).isEqualTo("honest");
    }

    @Test
    void nextProcessTakesTheAddressAtOnce() throws IOException, InterruptedException {
        int port = honest.port();
        honest.close();
        var next = new ScriptedInstance[1];
        // The port is free only when the process is gone.
        Eventually.holds(
                () -> {
                    try {
                        next[0] = ScriptedInstance.startAt("next", port, gateway);
                        return true;
                    } catch (IOException e) {
                        return false;
                    }
                });
        try (var instance = next[0]) {
            assertThat(instance.register()).isEqualTo(Code.OK);

            assertThat(echo()).isEqualTo("next");
        }
    }

    @Test
    void ungrantedEpochIsRefusedAndBlocksNoSession() {
        for (long epoch : new long[] {Long.MAX_VALUE, 999_999_999_999_999_999L, 1L << 60}) {
            rogue.claims(SlotReport.newBuilder().setPhase(Phase.FREE).setEpoch(epoch));
            assertThat(rogue.register()).isEqualTo(Code.INVALID_ARGUMENT);
            rogue.claims(SlotReport.newBuilder().setPhase(Phase.CLOSED).setEpoch(epoch));
            assertThat(rogue.register()).isEqualTo(Code.INVALID_ARGUMENT);
            rogue.claims(newer().setEpoch(epoch));
            assertThat(rogue.register()).isEqualTo(Code.INVALID_ARGUMENT);
        }
        rogue.claims(SlotReport.newBuilder().setPhase(Phase.FREE));
        assertThat(rogue.register()).isEqualTo(Code.OK);
        rogue.claims(SlotReport.newBuilder().setPhase(Phase.FREE).setEpoch(Long.MAX_VALUE));
        assertThat(rogue.heartbeat()).isEqualTo(Code.INVALID_ARGUMENT);
        rogue.claims(SlotReport.newBuilder().setPhase(Phase.FREE));

        var other = client.login("TestUser", "other");

        assertThat(client.echo("authorization", other, "session-id", "other")).isEqualTo("rogue");
        assertThat(echo()).isEqualTo("honest");
    }

    @Test
    void directSessionIsFoundByItsClientsToken() {
        var direct = client.login("TestUser", "direct");
        rogue.claims(direct("direct").setToken(direct));

        assertThat(rogue.register()).isEqualTo(Code.OK);

        assertThat(client.echo("authorization", direct, "session-id", "direct")).isEqualTo("rogue");
        assertThat(rogue.ends).isEmpty();
    }

    @Test
    void directSessionBelongsToItsOwner() {
        var direct = client.login("TestUser", "direct");
        rogue.claims(direct("direct").setToken(direct));
        assertThat(rogue.register()).isEqualTo(Code.OK);
        var bobs = client.login("bob", "direct");

        assertThatThrownBy(() -> client.echo("authorization", bobs, "session-id", "direct"))
                .hasMessage("PERMISSION_DENIED: session belongs to another user");

        assertThat(client.echo("authorization", direct, "session-id", "direct")).isEqualTo("rogue");
    }

    @Test
    void tokenOfAnotherSessionProvesNoDirectSession() throws InterruptedException {
        rogue.claims(direct("direct").setToken(token));

        assertThat(rogue.register()).isEqualTo(Code.OK);

        assertEndIsRequested("direct");
    }

    private static SlotReport.Builder direct(String session) {
        return SlotReport.newBuilder().setPhase(Phase.HELD).setSessionId(session).setEpoch(0);
    }
}
