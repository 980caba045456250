package io.monopod.instance;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status.Code;
import io.monopod.contract.InstanceId;
import io.monopod.instance.slot.AfterSession;
import io.monopod.myservice.Answer;
import io.monopod.myservice.TestStage;
import io.monopod.proto.control.v1.BindRequest;
import io.monopod.proto.control.v1.BindResponse;
import io.monopod.proto.control.v1.EndResponse;
import io.monopod.proto.control.v1.LastEnd;
import io.monopod.proto.control.v1.ProbeRequest;
import io.monopod.proto.control.v1.SlotReport;
import io.monopod.proto.control.v1.SlotReport.Phase;
import io.monopod.proto.myservice.EchoRequest;
import io.monopod.proto.myservice.ShutdownRequest;
import io.monopod.vouch.InstanceKey;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An instance as a gateway and the client behind it see it.
class GrantedCallTest {
    @AutoClose private final TestStage stage = TestStage.echo(AfterSession.REUSE);

    GrantedCallTest() throws InterruptedException {}

    @Test
    void boundSessionIsServed() {
        var bound = stage.bind("s-1", 7);

        assertThat(bound)
                .isEqualTo(
                        BindResponse.newBuilder()
                                .setOutcome(BindResponse.Outcome.BOUND)
                                .setSlot(
                                        SlotReport.newBuilder()
                                                .setPhase(Phase.HELD)
                                                .setSessionId("s-1")
                                                .setEpoch(7)
                                                .setRevision(2)
                                                .setOwner(TestStage.USER))
                                .build());
        assertThat(echo("s-1", 7)).isEqualTo(Answer.ok());
    }

    @Test
    void secondSessionIsNotBound() {
        var _ = stage.bind("s-1", 7);

        assertThat(stage.bind("s-2", 8).getOutcome()).isEqualTo(BindResponse.Outcome.HELD_BY_OTHER);
    }

    @Test
    void callUnderOlderGrantIsRefusedAndDoesNotRun() {
        var _ = stage.bind("s-1", 9);

        assertThat(echo("s-1", 7))
                .isEqualTo(
                        Answer.refused(
                                Code.UNAVAILABLE,
                                "session is not bound to this instance",
                                "NOT_GRANTED",
                                Optional.empty()));
        assertThat(stage.client().trailer("monopod-slot")).isEmpty();
        assertThat(stage.client().trailer("monopod-call")).contains("not-run");
    }

    @Test
    void callUnderEndedGrantLearnsThatSlotIsFree() {
        assertThat(echo("s-1", 7).code()).isEqualTo(Code.UNAVAILABLE);

        assertThat(stage.client().trailer("monopod-slot")).contains("free");
    }

    @Test
    void probeOfAnotherSessionIsRefusedWithConflict() {
        var _ = stage.bind("s-1", 7);

        assertThat(echo("s-2", 0).message()).isEqualTo("Session conflict: was=s-1, now=s-2");
    }

    @Test
    void sessionEndedByFirstCallNeverBegan() {
        var _ = stage.bind("s-1", 7);

        var answer =
                Answer.of(
                        () ->
                                stage.client()
                                        .with(stage.granted("s-1", 7))
                                        .myServiceShutdown(ShutdownRequest.getDefaultInstance()));

        assertThat(answer.code()).isEqualTo(Code.PERMISSION_DENIED);
        assertThat(answer.message()).isEqualTo("Server session is not set");
        assertThat(stage.client().trailer("monopod-slot")).contains("free");
        assertThat(stage.bind("s-2", 8).getOutcome()).isEqualTo(BindResponse.Outcome.BOUND);
    }

    @Test
    void sessionWithUnknownFirstMethodNeverBegan() {
        var _ = stage.bind("s-1", 7);

        var answer = Answer.of(() -> stage.client().unknown(stage.granted("s-1", 7)));

        assertThat(answer.code()).isEqualTo(Code.UNIMPLEMENTED);
        assertThat(answer.message()).isEqualTo("unknown method");
        assertThat(stage.client().trailer("monopod-slot")).contains("free");
        assertThat(stage.bind("s-2", 8).getOutcome()).isEqualTo(BindResponse.Outcome.BOUND);
    }

    @Test
    void gatewayEndsSession() {
        var _ = stage.bind("s-1", 7);

        var ended = stage.end("s-1", 7);

        assertThat(ended)
                .isEqualTo(
                        EndResponse.newBuilder()
                                .setOutcome(EndResponse.Outcome.ENDED)
                                .setSlot(
                                        SlotReport.newBuilder()
                                                .setPhase(Phase.FREE)
                                                .setEpoch(7)
                                                .setLastEnd(
                                                        LastEnd.newBuilder()
                                                                .setSessionId("s-1")
                                                                .setEpoch(7)
                                                                .setReason("forced")
                                                                .setOwner(TestStage.USER))
                                                .setRevision(3))
                                .build());
        assertThat(stage.end("s-1", 7).getOutcome()).isEqualTo(EndResponse.Outcome.NOT_HELD);
    }

    @Test
    void endWithLowerEpochIsRefused() {
        var _ = stage.bind("s-1", 7);

        assertThat(stage.end("s-1", 6).getOutcome()).isEqualTo(EndResponse.Outcome.STALE_EPOCH);
        assertThat(echo("s-1", 7)).isEqualTo(Answer.ok());
    }

    @Test
    void onlyGatewayBinds() {
        var id = stage.instance().id();
        var key = stage.gateway().key(stage.pod());
        var other = InstanceKey.random();

        assertThat(controlAnswer(Map.of())).isEqualTo(Code.UNAUTHENTICATED);
        assertThat(controlAnswer(Map.of("authorization", stage.token("s-1"))))
                .isEqualTo(Code.UNAUTHENTICATED);
        assertThat(controlAnswer(Map.of("monopod-control", other.controlProof(id))))
                .isEqualTo(Code.UNAUTHENTICATED);
        assertThat(controlAnswer(Map.of("monopod-control", key.registryProof(id))))
                .isEqualTo(Code.UNAUTHENTICATED);
        assertThat(
                        controlAnswer(
                                Map.of(
                                        "monopod-control",
                                        key.controlProof(new InstanceId("pod-gone")))))
                .isEqualTo(Code.UNAUTHENTICATED);
    }

    private Code controlAnswer(Map<String, String> metadata) {
        var control = stage.client().control(metadata);
        return Answer.of(() -> control.bind(BindRequest.getDefaultInstance())).code();
    }

    @Test
    void vouchedCallNeedsNoToken() {
        var _ = stage.bind("s-1", 7);

        assertThat(echo("s-1", 7)).isEqualTo(Answer.ok());
        assertThat(echo("s-1", 7)).isEqualTo(Answer.ok());
    }

    /// Changes one field at a time, and drops all of them.
    @Test
    void forgedStatementIsRefused() {
        var _ = stage.bind("s-1", 7);
        var good = stage.granted("s-1", 7);
        assertThat(echo(good)).isEqualTo(Answer.ok());

        for (var changed :
                List.of(
                        Map.entry("monopod-epoch", "8"),
                        Map.entry("monopod-epoch", "7x"),
                        Map.entry("monopod-user", "bob"),
                        Map.entry("monopod-user", "%"),
                        Map.entry("monopod-role", "user"),
                        Map.entry("session-id", "s-2"),
                        Map.entry("monopod-voucher", ""))) {
            var bad = new HashMap<>(good);
            bad.put(changed.getKey(), changed.getValue());
            assertThat(echo(bad).reason()).as(changed.toString()).isEqualTo("INVALID_TOKEN");
            // A token does not help: a call with one is a client's call.
            bad.put("authorization", stage.token("s-1"));
            assertThat(echo(bad).reason()).as(changed.toString()).isEqualTo("INVALID_TOKEN");
            bad.remove(changed.getKey());
            assertThat(echo(bad).code()).as("no " + changed).isEqualTo(Code.UNAUTHENTICATED);
        }
    }

    @Test
    void directSessionIsNotBoundForAnotherUser() {
        var bobs = stage.gateway().tokens().forUser("bob", "s-1");
        var token = Map.of("authorization", "Bearer " + bobs, "session-id", "s-1");
        assertThat(echo(token)).isEqualTo(Answer.ok());

        var bound = stage.bind("s-1", 7);

        assertThat(bound.getOutcome()).isEqualTo(BindResponse.Outcome.NOT_OWNER);
        assertThat(bound.getSlot().getToken()).isEqualTo(bobs);
        assertThat(bound.getSlot().getOwner()).isEmpty();
        assertThat(echo(token)).isEqualTo(Answer.ok());
    }

    @Test
    void proofIsReportedWithItsGrant() throws InterruptedException {
        var request =
                BindRequest.newBuilder()
                        .setInstanceId(stage.pod())
                        .setSessionId("s-1")
                        .setEpoch(7)
                        .setOwner(TestStage.USER)
                        .setProof("the proof")
                        .build();
        var bound = stage.client().control(stage.gateway().control(stage.pod())).bind(request);
        assertThat(bound.getSlot().getProof()).isEqualTo("the proof");

        var ended = stage.end("s-1", 7).getSlot().getLastEnd();

        assertThat(ended.getProof()).isEqualTo("the proof");
        assertThat(ended.getOwner()).isEqualTo(TestStage.USER);
    }

    @Test
    void probeIsAnsweredByNamedInstanceOnly() {
        var control = stage.client().control(stage.gateway().control(stage.pod()));

        var own = ProbeRequest.newBuilder().setInstanceId(stage.pod()).build();
        assertThat(control.probe(own).getSlot().getPhase()).isEqualTo(Phase.FREE);
        var other = ProbeRequest.newBuilder().setInstanceId("pod-gone").build();
        assertThat(Answer.of(() -> control.probe(other)).code()).isEqualTo(Code.NOT_FOUND);
    }

    @Test
    void grantForPreviousProcessIsRefused() {
        var response =
                stage.client()
                        .control(stage.gateway().control(stage.pod()))
                        .bind(
                                BindRequest.newBuilder()
                                        .setInstanceId("pod-gone")
                                        .setSessionId("s-1")
                                        .setEpoch(7)
                                        .build());

        assertThat(response.getOutcome()).isEqualTo(BindResponse.Outcome.WRONG_INSTANCE);
        assertThat(response.getSlot().getPhase()).isEqualTo(Phase.FREE);
    }

    private Answer echo(String session, long epoch) {
        return echo(stage.granted(session, epoch));
    }

    private Answer echo(Map<String, String> metadata) {
        return Answer.of(
                () ->
                        stage.client()
                                .with(metadata)
                                .myServiceEcho(EchoRequest.getDefaultInstance()));
    }
}
