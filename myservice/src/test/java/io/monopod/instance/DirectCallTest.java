package io.monopod.instance;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.Status.Code;
import io.monopod.instance.slot.AfterSession;
import io.monopod.myservice.Answer;
import io.monopod.myservice.TestStage;
import io.monopod.myservice.TestTokens;
import io.monopod.proto.control.v1.BindResponse;
import io.monopod.proto.myservice.EchoRequest;
import io.monopod.proto.myservice.EchoResponse;
import io.monopod.proto.myservice.MyServiceAPIGrpc;
import io.monopod.proto.myservice.ShutdownRequest;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Responses to a client that calls an instance without a gateway.
class DirectCallTest {
    private static final MethodDescriptor<EchoRequest, EchoResponse> ECHO =
            MyServiceAPIGrpc.getMyServiceEchoMethod();

    @AutoClose private final TestStage stage = TestStage.echo(AfterSession.REUSE);

    DirectCallTest() throws InterruptedException {}

    @Test
    void requiresSessionId() {
        assertThat(echo(Map.of("authorization", stage.token("s-1"))))
                .isEqualTo(
                        Answer.refused(
                                Code.UNAUTHENTICATED,
                                "missing session-id",
                                "MISSING_SESSION_ID",
                                Optional.of("-1")));
    }

    @Test
    void refusesMalformedSessionId() {
        var tooLong = "x".repeat(257);

        assertThat(echo(Map.of("authorization", stage.token("s-1"), "session-id", tooLong)))
                .isEqualTo(
                        Answer.refused(
                                Code.INVALID_ARGUMENT,
                                "session-id must be 1 to 256 visible ASCII characters",
                                "MALFORMED_SESSION_ID",
                                Optional.of("-1")));
    }

    @Test
    void answersVeryLongSessionId() {
        var veryLong = "x".repeat(10_000);

        assertThat(echo(Map.of("authorization", stage.token("s-1"), "session-id", veryLong)).code())
                .isEqualTo(Code.INVALID_ARGUMENT);
    }

    @Test
    void requiresToken() {
        assertThat(echo(Map.of("session-id", "s-1"))).isEqualTo(badToken("INVALID_TOKEN"));
    }

    @Test
    void refusesTokenNotSignedByGateway() {
        var foreign = new TestTokens().forUser(TestStage.USER, "s-1");

        assertThat(echo(Map.of("authorization", foreign, "session-id", "s-1")))
                .isEqualTo(badToken("INVALID_TOKEN"));
    }

    @Test
    void refusesExpiredToken() {
        var old =
                stage.gateway()
                        .tokens()
                        .forUser(TestStage.USER, "s-1", Instant.now().minusSeconds(1));

        assertThat(echo(Map.of("authorization", old, "session-id", "s-1")))
                .isEqualTo(badToken("TOKEN_EXPIRED"));
    }

    @Test
    void refusesTokenForAnotherSession() {
        assertThat(echo(Map.of("authorization", stage.token("s-2"), "session-id", "s-1")))
                .isEqualTo(badToken("SESSION_MISMATCH"));
    }

    @Test
    void acceptsBearerToken() {
        var bearer = "Bearer " + stage.token("s-1");

        assertThat(echo(Map.of("authorization", bearer, "session-id", "s-1")))
                .isEqualTo(Answer.ok());
    }

    @Test
    void refusesAnotherSessionWithConflict() {
        assertThat(echo(stage.direct("s-1"))).isEqualTo(Answer.ok());

        assertThat(echo(stage.direct("s-2")))
                .isEqualTo(
                        Answer.refused(
                                Code.INTERNAL,
                                "Session conflict: was=s-1, now=s-2",
                                "SESSION_CONFLICT",
                                Optional.of("-1")));
    }

    @Test
    void refusesAnotherUser() {
        assertThat(echo(stage.direct("s-1"))).isEqualTo(Answer.ok());
        var bobs = stage.gateway().tokens().forUser("bob", "s-1");

        assertThat(echo(Map.of("authorization", bobs, "session-id", "s-1")))
                .isEqualTo(
                        Answer.refused(
                                Code.PERMISSION_DENIED,
                                "session belongs to another user",
                                "NOT_OWNER",
                                Optional.of("-1")));
    }

    @Test
    void refusesShutdownWithoutSession() {
        assertThat(shutdown("s-1"))
                .isEqualTo(
                        Answer.refused(
                                Code.PERMISSION_DENIED,
                                "Server session is not set",
                                "SESSION_NOT_SET",
                                Optional.empty()));
        assertThat(echo(stage.direct("s-2"))).isEqualTo(Answer.ok());
    }

    @Test
    void refusesShutdownOfAnotherSession() {
        assertThat(echo(stage.direct("s-1"))).isEqualTo(Answer.ok());

        assertThat(shutdown("s-2"))
                .isEqualTo(
                        Answer.refused(
                                Code.PERMISSION_DENIED,
                                "Client session mismatch: client=s-2, server=s-1",
                                "CLIENT_SESSION_MISMATCH",
                                Optional.empty()));
        assertThat(echo(stage.direct("s-1"))).isEqualTo(Answer.ok());
    }

    @Test
    void freesInstanceForNextSession() {
        assertThat(echo(stage.direct("s-1"))).isEqualTo(Answer.ok());

        assertThat(shutdown("s-1")).isEqualTo(Answer.ok());

        assertThat(stage.client().trailer("monopod-slot")).contains("free");
        assertThat(echo(stage.direct("s-2"))).isEqualTo(Answer.ok());
    }

    @Test
    void earlyRefusalHurtsNoOtherCall() throws Exception {
        var outcome = new CompletableFuture<Status>();
        var call = stage.client().channel(Map.of()).newCall(ECHO, CallOptions.DEFAULT);
        call.start(
                new ClientCall.Listener<>() {
                    @Override
                    public void onClose(Status status, Metadata trailers) {
                        outcome.complete(status);
                    }
                },
                new Metadata());
        call.request(1);
        // The client writes the headers of the first call with those of the next.
        assertThat(echo(Map.of()).code()).isEqualTo(Code.UNAUTHENTICATED);
        assertThat(outcome.get(20, TimeUnit.SECONDS).getCode()).isEqualTo(Code.UNAUTHENTICATED);

        call.sendMessage(EchoRequest.getDefaultInstance());
        call.halfClose();
        assertThat(echo(stage.direct("s-1")).code()).isEqualTo(Code.OK);
    }

    @Test
    void unknownMethodTakesNoSlot() {
        assertThat(unknown(stage.direct("s-1"))).isEqualTo(Code.UNIMPLEMENTED);

        assertThat(stage.bind("s-2", 8).getOutcome()).isEqualTo(BindResponse.Outcome.BOUND);
    }

    @Test
    void unknownMethodEndsNoSession() {
        assertThat(echo(stage.direct("s-1")).code()).isEqualTo(Code.OK);

        assertThat(unknown(stage.direct("s-1"))).isEqualTo(Code.UNIMPLEMENTED);

        assertThat(stage.bind("s-2", 8).getOutcome()).isNotEqualTo(BindResponse.Outcome.BOUND);
    }

    private Code unknown(Map<String, String> metadata) {
        return Answer.of(() -> stage.client().unknown(metadata)).code();
    }

    private static Answer badToken(String reason) {
        return Answer.refused(
                Code.UNAUTHENTICATED, "missing or invalid token", reason, Optional.of("-1"));
    }

    private Answer echo(Map<String, String> metadata) {
        return Answer.of(
                () ->
                        stage.client()
                                .with(metadata)
                                .myServiceEcho(EchoRequest.getDefaultInstance()));
    }

    private Answer shutdown(String session) {
        return Answer.of(
                () ->
                        stage.client()
                                .with(stage.direct(session))
                                .myServiceShutdown(ShutdownRequest.getDefaultInstance()));
    }
}
