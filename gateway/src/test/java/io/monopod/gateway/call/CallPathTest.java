package io.monopod.gateway.call;

import static io.monopod.gateway.call.CallFixture.NOW;
import static io.monopod.gateway.call.CallFixture.OWN;
import static io.monopod.gateway.call.CallFixture.answer;
import static io.monopod.gateway.call.CallFixture.assertAnswer;
import static io.monopod.gateway.call.CallFixture.assertRefused;
import static io.monopod.gateway.call.CallFixture.bad;
import static io.monopod.gateway.call.CallFixture.decided;
import static io.monopod.gateway.call.CallFixture.forwarded;
import static io.monopod.gateway.call.CallFixture.head;
import static io.monopod.gateway.call.CallFixture.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.contract.Epoch;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.datapath.call.CallEnd;
import io.monopod.datapath.call.RoutingDecision;
import io.monopod.datapath.call.Target;
import io.monopod.datapath.http2.header.HeaderList;
import io.monopod.gateway.Eventually;
import io.monopod.gateway.assign.EndReason;
import io.monopod.gateway.assign.Refusal;
import io.monopod.gateway.assign.SessionEvent;
import io.monopod.token.TokenFault;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

class CallPathTest {
    @AutoClose private final CallFixture calls = new CallFixture();

    @Test
    void drainingGatewayRefusesEveryCall() {
        calls.phase.set(GatewayPhase.DRAINING);

        assertRefused(calls.admit("/nowhere"), new Refusal.GatewayDraining());
    }

    @Test
    void routeIsCheckedBeforeTheSessionId() {
        assertRefused(calls.admit("/nowhere"), new Refusal.NotRouted());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/own.Service/../my_service.MyServiceAPI/MyServiceEcho",
                "/own.Service//my_service.MyServiceAPI/MyServiceEcho",
                "//my_service.MyServiceAPI/MyServiceEcho",
                "/my_service.MyServiceAPI/MyService%45cho",
                "/my_service.MyServiceAPI/MyServiceEcho?x",
                "/my_service.MyServiceAPI/MyServiceEcho;x",
                "/own.Service/a/b"
            })
    void noPathSpellingBypassesARoute(String path) {
        assertRefused(calls.admit(path), new Refusal.NotRouted());
    }

    @Test
    void duplicateMetadataIsRefused() {
        var token = token("alice", "s1");
        assertRefused(
                calls.echo("session-id", "s1", "session-id", "s1", "authorization", token),
                new Refusal.MalformedSessionId());
        assertRefused(
                calls.echo("session-id", "s1", "authorization", token, "authorization", token),
                bad(TokenFault.INVALID_TOKEN));
        assertRefused(
                calls.echo(
                        "session-id",
                        "s1",
                        "authorization",
                        token,
                        "session-wait",
                        "1S",
                        "session-wait",
                        "2S"),
                new Refusal.MalformedSessionWait());
    }

    @Test
    void sessionIdIsCheckedBeforeTheToken() {
        assertRefused(calls.echo(), new Refusal.MissingSessionId());
        assertRefused(calls.echo("session-id", "a b"), new Refusal.MalformedSessionId());
        assertRefused(
                calls.echo("session-id", "x".repeat(10_000)), new Refusal.MalformedSessionId());
    }

    @Test
    void tokenIsCheckedBeforeAssignment() {
        assertRefused(calls.echo("session-id", "s1"), bad(TokenFault.INVALID_TOKEN));
        assertRefused(
                calls.echo("session-id", "s1", "authorization", token("alice", "s2")),
                bad(TokenFault.SESSION_MISMATCH));
    }

    @Test
    void backendIsUnavailableWithoutInstances() {
        assertRefused(calls.call("alice", "s1"), Refusal.BackendUnavailable.UNREACHED);
    }

    @Test
    void firstCallIsDecidedLaterAndTheNextAtOnce() throws InterruptedException {
        calls.register("a-1", 1001);

        var first = calls.call("alice", "s1");
        assertThat(first).isInstanceOf(RoutingDecision.Later.class);
        var call = forwarded(((RoutingDecision.Later) first).decision().decide());
        assertThat(call.target()).isEqualTo(new Target("a-1", "localhost", 1001));
        var next = forwarded(calls.call("alice", "s1"));
        assertThat(next.target()).isEqualTo(call.target());
        assertThat(calls.instances.bound.keySet())
                .extracting(Epoch::toString)
                .containsExactly(call.added().first("monopod-epoch"))
                .containsExactly(next.added().first("monopod-epoch"));
    }

    @Test
    void sessionWithoutAFreeInstanceIsRefusedAtOnce() throws InterruptedException {
        calls.register("a-1", 1001);
        decided(calls.call("alice", "s1"));

        assertThat(answer(calls.call("bob", "s2")).message()).isEqualTo("all instances are busy");
    }

    @Test
    void sessionOfAnotherUserIsRefused() throws InterruptedException {
        calls.register("a-1", 1001);
        decided(calls.call("alice", "s1"));

        assertRefused(calls.call("bob", "s1"), new Refusal.NotOwner());
    }

    @Test
    void unsentCallLeavesNothingBehind() throws InterruptedException {
        calls.register("a-1", 1001);
        var call = forwarded(decided(calls.call("alice", "s1")));

        call.ended(new CallEnd.Cancelled(false));

        calls.awaitEnd("s1");
    }

    @Test
    void callCancelledBeforeTheDecisionLeavesNothingBehind() throws InterruptedException {
        calls.register("a-1", 1001);

        ((RoutingDecision.Later) calls.call("alice", "s1")).release().run();

        calls.awaitEnd("s1");
        Eventually.holds(() -> calls.cluster.sessions().table().counts().free() == 1);
    }

    @Test
    void endReportedByACallFreesTheInstanceAtOnce() throws InterruptedException {
        calls.register("a-1", 1001);
        var call = forwarded(decided(calls.call("alice", "s1")));

        call.instanceSays(HeaderList.of("monopod-slot", "free"), 0);
        call.ended(new CallEnd.Answered(0));

        assertThat(forwarded(decided(calls.call("bob", "s2"))).target().name()).isEqualTo("a-1");
    }

    @Test
    void sessionWithARefusedFirstCallIsUnused() throws InterruptedException {
        calls.register("a-1", 1001);
        var call = forwarded(decided(calls.call("alice", "s1")));

        call.instanceSays(HeaderList.of("monopod-slot", "free"), 7);
        call.ended(new CallEnd.Answered(7));

        assertThat(calls.await(SessionEvent.Ended.class).reason()).isEqualTo(EndReason.NEVER_USED);
        assertThat(forwarded(decided(calls.call("bob", "s2"))).target().name()).isEqualTo("a-1");
    }

    @Test
    void successfulShutdownEndsTheSession() throws InterruptedException {
        calls.register("a-1", 1001);
        var call = forwarded(decided(calls.call("alice", "s1")));

        call.instanceSays(HeaderList.of("monopod-slot", "free"), 0);

        assertThat(calls.await(SessionEvent.Ended.class).reason()).isEqualTo(EndReason.SHUTDOWN);
    }

    /// Another call has ended its grant before.
    @Test
    void callThatDidNotRunGivesNoEndReason() throws InterruptedException {
        calls.register("a-1", 1001);
        var call = forwarded(decided(calls.call("alice", "s1")));

        call.instanceSays(HeaderList.of("monopod-slot", "free", "monopod-call", "not-run"), 14);

        assertThat(calls.await(SessionEvent.Ended.class).reason()).isEqualTo(EndReason.SHUTDOWN);
    }

    @Test
    void callRunsUntilItsTokenExpires() throws InterruptedException {
        calls.register("a-1", 1001);
        var call = forwarded(decided(calls.call("alice", "s1")));
        calls.now.set(NOW.plusSeconds(60));

        var limit = Objects.requireNonNull(call.timeLimit());

        assertThat(limit.left()).isEqualTo(Duration.ofMinutes(59));
        assertAnswer(limit.answer(), bad(TokenFault.TOKEN_EXPIRED));
    }

    @Test
    void clientIsGoneWithTheLastConnectionOfItsSession() {
        var alice = new SessionClient(new SessionId("s1"), new UserName("alice"));
        var bob = new SessionClient(new SessionId("s1"), new UserName("bob"));
        var one = new CallFixture.Loopback();
        var two = new CallFixture.Loopback();
        for (var client : List.of(one, two, one)) {
            calls.path.admit(head("Echo", "alice", "s1"), client);
        }
        calls.path.admit(head("Echo", "bob", "s1"), two);
        assertThat(calls.connected.connections(alice)).isEqualTo(2);
        assertThat(calls.connected.connections(bob)).isEqualTo(1);

        calls.path.closed(one);
        assertThat(calls.gone).isEmpty();
        calls.path.closed(two);

        assertThat(calls.gone).containsExactlyInAnyOrder(alice, bob);
        assertThat(calls.connected.connections(alice)).isZero();
    }

    @Test
    void routeWithoutAffinityNeedsNoSession() {
        assertThat(forwarded(calls.admit("/own.Service/Any")).target()).isEqualTo(OWN);
    }
}
