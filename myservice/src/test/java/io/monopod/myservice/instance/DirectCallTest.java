package io.monopod.myservice.instance;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.Status.Code;
import io.monopod.myservice.Answer;
import io.monopod.myservice.TestStage;
import io.monopod.myservice.TestTokens;
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

/// What a client is told that calls an instance without a gateway between.
class DirectCallTest {
    private static final MethodDescriptor<EchoRequest, EchoResponse> ECHO =
            MyServiceAPIGrpc.getMyServiceEchoMethod();

    @AutoClose private final TestStage stage = TestStage.echo(AfterSession.REUSE);

    DirectCallTest() throws InterruptedException {}

    @Test
    void needsASessionId() {
        assertThat(echo(Map.of("authorization", stage.token("s-1"))))
                .isEqualTo(
                        Answer.refused(
                                Code.UNAUTHENTICATED,
                                "missing session-id",
                                "MISSING_SESSION_ID",
                                Optional.of("-1")));
    }

    @Test
    void needsASessionIdThatIsOne() {
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
    void answersAlsoWhenTheSessionIdIsVeryLong() {
        var veryLong = "x".repeat(10_000);

        assertThat(echo(Map.of("authorization", stage.token("s-1"), "session-id", veryLong)).code())
                .isEqualTo(Code.INVALID_ARGUMENT);
    }

    @Test
    void needsAToken() {
        assertThat(echo(Map.of("session-id", "s-1"))).isEqualTo(badToken("INVALID_TOKEN"));
    }

    @Test
    void needsATokenThatTheGatewaySigned() {
        var foreign = new TestTokens().forUser(TestStage.USER, "s-1");

        assertThat(echo(Map.of("authorization", foreign, "session-id", "s-1")))
                .isEqualTo(badToken("INVALID_TOKEN"));
    }

    @Test
    void needsATokenThatIsStillGood() {
        var old =
                stage.gateway()
                        .tokens()
                        .forUser(TestStage.USER, "s-1", Instant.now().minusSeconds(1));

        assertThat(echo(Map.of("authorization", old, "session-id", "s-1")))
                .isEqualTo(badToken("TOKEN_EXPIRED"));
    }

    @Test
    void needsATokenForThisSession() {
        assertThat(echo(Map.of("authorization", stage.token("s-2"), "session-id", "s-1")))
                .isEqualTo(badToken("SESSION_MISMATCH"));
    }

    @Test
    void takesTheTokenAsABearerTokenToo() {
        var bearer = "Bearer " + stage.token("s-1");

        assertThat(echo(Map.of("authorization", bearer, "session-id", "s-1")))
                .isEqualTo(Answer.ok());
    }

    @Test
    void tellsAnotherSessionAboutTheConflict() {
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
    void doesNotLetAnotherUserIntoTheSession() {
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
    void cannotEndASessionWhereThereIsNone() {
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
    void cannotEndAnotherSession() {
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
    void leavesTheInstanceToTheNextSessionWhenItsOwnIsOver() {
        assertThat(echo(stage.direct("s-1"))).isEqualTo(Answer.ok());

        assertThat(shutdown("s-1")).isEqualTo(Answer.ok());

        assertThat(stage.client().trailer("monopod-slot")).contains("free");
        assertThat(echo(stage.direct("s-2"))).isEqualTo(Answer.ok());
    }

    /// If the request came after the answer, Helidon would end the connection.
    @Test
    void isRefusedOnceItsRequestIsThere() throws Exception {
        var told = new CompletableFuture<Status>();
        var call = stage.client().channel(Map.of()).newCall(ECHO, CallOptions.DEFAULT);
        call.start(
                new ClientCall.Listener<>() {
                    @Override
                    public void onClose(Status status, Metadata trailers) {
                        told.complete(status);
                    }
                },
                new Metadata());
        call.request(1);
        // Answered after the call before it has begun.
        assertThat(echo(Map.of()).code()).isEqualTo(Code.UNAUTHENTICATED);
        assertThat(told).isNotDone();

        call.sendMessage(EchoRequest.getDefaultInstance());
        call.halfClose();

        assertThat(told.get(20, TimeUnit.SECONDS).getCode()).isEqualTo(Code.UNAUTHENTICATED);
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
