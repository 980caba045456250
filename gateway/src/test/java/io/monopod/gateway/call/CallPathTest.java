package io.monopod.gateway.call;

import static io.monopod.gateway.call.CallFixture.NOW;
import static io.monopod.gateway.call.CallFixture.OWN;
import static io.monopod.gateway.call.CallFixture.answer;
import static io.monopod.gateway.call.CallFixture.assertRefused;
import static io.monopod.gateway.call.CallFixture.assertSays;
import static io.monopod.gateway.call.CallFixture.bad;
import static io.monopod.gateway.call.CallFixture.decided;
import static io.monopod.gateway.call.CallFixture.forwarded;
import static io.monopod.gateway.call.CallFixture.head;
import static io.monopod.gateway.call.CallFixture.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.contract.Epoch;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.gateway.Eventually;
import io.monopod.gateway.http2.HeaderList;
import io.monopod.token.TokenFault;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

class CallPathTest {
    @AutoClose private final CallFixture calls = new CallFixture();

    @Test
    void aDrainingGatewayRefusesWhateverItIs() {
        calls.phase.set(Phase.DRAINING);

        assertRefused(calls.admit("/nowhere"), new Refusal.GatewayDraining());
    }

    @Test
    void theRouteIsCheckedBeforeTheSessionId() {
        assertRefused(calls.admit("/nowhere"), new Refusal.NotRouted());
    }

    @Test
    void theSessionIdIsCheckedBeforeTheToken() {
        assertRefused(calls.echo(), new Refusal.MissingSessionId());
        assertRefused(calls.echo("session-id", "a b"), new Refusal.MalformedSessionId());
        assertRefused(
                calls.echo("session-id", "x".repeat(10_000)), new Refusal.MalformedSessionId());
    }

    @Test
    void theTokenIsCheckedBeforeAnInstanceIsSought() {
        assertRefused(calls.echo("session-id", "s1"), bad(TokenFault.INVALID_TOKEN));
        assertRefused(
                calls.echo("session-id", "s1", "authorization", token("alice", "s2")),
                bad(TokenFault.SESSION_MISMATCH));
    }

    @Test
    void withoutInstancesTheBackendIsUnavailable() {
        assertRefused(calls.call("alice", "s1"), new Refusal.BackendUnavailable());
    }

    @Test
    void theFirstCallOfASessionIsDecidedLaterAndTheNextAtOnce() throws InterruptedException {
        calls.register("a-1", 1001);

        var first = calls.call("alice", "s1");
        assertThat(first).isInstanceOf(Verdict.Later.class);
        var call = forwarded(((Verdict.Later) first).decision().decide());
        assertThat(call.target()).isEqualTo(new Target("a-1", "localhost", 1001));
        var next = forwarded(calls.call("alice", "s1"));
        assertThat(next.target()).isEqualTo(call.target());
        assertThat(calls.instances.bound.keySet())
                .extracting(Epoch::toString)
                .containsExactly(call.added().first("monopod-epoch"))
                .containsExactly(next.added().first("monopod-epoch"));
    }

    @Test
    void oneSessionMoreThanInstancesIsRefusedAtOnce() throws InterruptedException {
        calls.register("a-1", 1001);
        decided(calls.call("alice", "s1"));

        assertThat(answer(calls.call("bob", "s2")).message()).isEqualTo("all instances are busy");
    }

    @Test
    void anotherUsersSessionIsNotOpened() throws InterruptedException {
        calls.register("a-1", 1001);
        decided(calls.call("alice", "s1"));

        assertRefused(calls.call("bob", "s1"), new Refusal.NotOwner());
    }

    @Test
    void aCallThatWasNeverSentLeavesNothingBehind() throws InterruptedException {
        calls.register("a-1", 1001);
        var call = forwarded(decided(calls.call("alice", "s1")));

        call.ended(new CallEnd.Cancelled(false));

        calls.awaitEnd("s1");
    }

    @Test
    void aCallThatGoesAwayBeforeItIsDecidedLeavesNothingBehind() throws InterruptedException {
        calls.register("a-1", 1001);

        ((Verdict.Later) calls.call("alice", "s1")).letGo().run();

        calls.awaitEnd("s1");
        Eventually.holds(() -> calls.cluster.counts().free() == 1);
    }

    @Test
    void theEndThatACallTellsFreesTheInstanceAtOnce() throws InterruptedException {
        calls.register("a-1", 1001);
        var call = forwarded(decided(calls.call("alice", "s1")));

        call.instanceSays(HeaderList.of("monopod-slot", "free"));
        call.ended(new CallEnd.Answered(0));

        assertThat(forwarded(decided(calls.call("bob", "s2"))).target().name()).isEqualTo("a-1");
    }

    @Test
    void aCallMayGoOnUntilItsTokenExpires() throws InterruptedException {
        calls.register("a-1", 1001);
        var call = forwarded(decided(calls.call("alice", "s1")));
        calls.now.set(NOW.plusSeconds(60));

        var limit = Objects.requireNonNull(call.timeLimit());

        assertThat(limit.left()).isEqualTo(Duration.ofMinutes(59));
        assertSays(limit.answer(), bad(TokenFault.TOKEN_EXPIRED));
    }

    @Test
    void aClientIsGoneWithTheLastConnectionThatCalledForItsSession() {
        var alice = new Claimant(new SessionId("s1"), new UserName("alice"));
        var bob = new Claimant(new SessionId("s1"), new UserName("bob"));
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
    void aRouteWithoutSessionsNeedsNone() {
        assertThat(forwarded(calls.admit("/own.Service/Any")).target()).isEqualTo(OWN);
    }
}
