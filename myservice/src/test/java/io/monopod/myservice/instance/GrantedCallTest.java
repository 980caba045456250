package io.monopod.myservice.instance;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status.Code;
import io.monopod.myservice.Answer;
import io.monopod.myservice.TestStage;
import io.monopod.myservice.TestTokens;
import io.monopod.proto.control.v1.BindRequest;
import io.monopod.proto.control.v1.BindResponse;
import io.monopod.proto.control.v1.EndResponse;
import io.monopod.proto.control.v1.LastEnd;
import io.monopod.proto.control.v1.SlotReport;
import io.monopod.proto.control.v1.SlotReport.Phase;
import io.monopod.proto.myservice.EchoRequest;
import io.monopod.proto.myservice.ShutdownRequest;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.Optional;

/// What a gateway, and a client behind it, sees of an instance.
class GrantedCallTest {
    @AutoClose private final TestStage stage = TestStage.echo(AfterSession.REUSE);

    GrantedCallTest() throws InterruptedException {}

    @Test
    void aBoundSessionIsServed() {
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
    void aSecondSessionIsNotBound() {
        var _ = stage.bind("s-1", 7);

        assertThat(stage.bind("s-2", 8).getOutcome()).isEqualTo(BindResponse.Outcome.HELD_BY_OTHER);
    }

    @Test
    void aCallUnderAnOlderGrantIsTurnedAwayAndNotCarriedOut() {
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
    void aCallUnderAGrantThatIsOverLearnsThatTheSlotIsFree() {
        assertThat(echo("s-1", 7).code()).isEqualTo(Code.UNAVAILABLE);

        assertThat(stage.client().trailer("monopod-slot")).contains("free");
    }

    @Test
    void aCallOfAnotherSessionSeesTheConflict() {
        var _ = stage.bind("s-1", 7);

        assertThat(echo("s-2", 8).message()).isEqualTo("Session conflict: was=s-1, now=s-2");
    }

    @Test
    void aSessionWhoseFirstCallIsItsLastHasNotBegun() {
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
    void theGatewayEndsASession() {
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
                                                                .setReason("forced"))
                                                .setRevision(3))
                                .build());
        assertThat(stage.end("s-1", 7).getOutcome()).isEqualTo(EndResponse.Outcome.NOT_HELD);
    }

    @Test
    void anOlderGatewayDoesNotEndASession() {
        var _ = stage.bind("s-1", 7);

        assertThat(stage.end("s-1", 6).getOutcome()).isEqualTo(EndResponse.Outcome.STALE_EPOCH);
        assertThat(echo("s-1", 7)).isEqualTo(Answer.ok());
    }

    @Test
    void onlyTheGatewayBinds() {
        var users = stage.client().control(stage.token("s-1"));
        var forged = stage.client().control(new TestTokens().forControl());

        assertThat(Answer.of(() -> users.bind(BindRequest.getDefaultInstance())).code())
                .isEqualTo(Code.UNAUTHENTICATED);
        assertThat(Answer.of(() -> forged.bind(BindRequest.getDefaultInstance())).code())
                .isEqualTo(Code.UNAUTHENTICATED);
    }

    @Test
    void aGrantForAnotherProcessAtThisAddressIsRefused() {
        var response =
                stage.client()
                        .control(stage.gateway().tokens().forControl())
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
        Map<String, String> metadata = stage.granted(session, epoch);
        return Answer.of(
                () ->
                        stage.client()
                                .with(metadata)
                                .myServiceEcho(EchoRequest.getDefaultInstance()));
    }
}
