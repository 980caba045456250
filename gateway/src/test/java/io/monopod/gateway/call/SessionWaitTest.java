package io.monopod.gateway.call;

import static io.monopod.gateway.call.CallFixture.NOW;
import static io.monopod.gateway.call.CallFixture.answer;
import static io.monopod.gateway.call.CallFixture.assertRefused;
import static io.monopod.gateway.call.CallFixture.decided;
import static io.monopod.gateway.call.CallFixture.forwarded;
import static io.monopod.gateway.call.CallFixture.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.contract.SessionId;
import io.monopod.gateway.assign.QueuePlace;
import io.monopod.gateway.http2.HeaderList;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Calls that may wait for an instance, because they or their route say so.
class SessionWaitTest {
    @AutoClose private final CallFixture calls = new CallFixture();

    @Test
    void aCallThatAsksToWaitGetsTheInstanceThatIsGivenBack() throws InterruptedException {
        calls.register("a-1", 1001);
        var first = forwarded(decided(calls.call("alice", "s1")));
        var waiting = waitingCall("bob", "s2", "30S");

        assertThat(calls.cluster.queue()).extracting(QueuePlace::position).containsExactly(1);
        first.instanceSays(HeaderList.of("monopod-slot", "free"));

        assertThat(forwarded(decided(waiting)).target().name()).isEqualTo("a-1");
        assertThat(calls.cluster.queue()).isEmpty();
    }

    @Test
    void aCallThatGoesAwayBeforeItIsDecidedGivesItsPlaceUp() throws InterruptedException {
        calls.register("a-1", 1001);
        decided(calls.call("alice", "s1"));
        var waiting = waitingCall("bob", "s2", "30S");
        assertThat(calls.cluster.queue()).hasSize(1);

        ((Verdict.Later) waiting).letGo().run();

        assertThat(calls.cluster.queue()).isEmpty();
    }

    @Test
    void aCallThatHasWaitedForNothingIsToldItsPlace() throws InterruptedException {
        calls.register("a-1", 1001);
        decided(calls.call("alice", "s1"));
        var waiting = waitingCall("bob", "s2", "1S");

        calls.now.set(NOW.plusSeconds(1));

        var answer = answer(decided(waiting));
        assertThat(answer.message()).isEqualTo("all instances are busy");
        assertThat(answer.reason()).isEqualTo("QUEUE_TIMEOUT");
        assertThat(calls.cluster.queue()).isEmpty();
    }

    @Test
    @Timeout(10)
    void aCallThatHasToGoElsewhereDoesNotWaitAllOverAgain() throws InterruptedException {
        calls.register("a-1", 1001);
        var first = forwarded(decided(calls.call("alice", "s1")));
        var waiting = waitingCall("bob", "s2", "1S");
        first.instanceSays(HeaderList.of("monopod-slot", "free"));
        calls.now.set(NOW.plusSeconds(1));
        var call = forwarded(decided(waiting));
        calls.register("a-2", 1002);
        decided(calls.call("carol", "s3"));

        calls.instances.isGone("a-1");

        assertThat(answer(call.unreached()).reason()).isEqualTo("ALL_INSTANCES_BUSY");
    }

    @Test
    void aCallMayWaitBecauseItsRouteSaysSoUnlessItAsksNotTo() throws InterruptedException {
        calls.register("a-1", 1001);
        decided(calls.call("alice", "s1"));
        var subscribe = "/my_service.MyServiceAPI/MyServiceSubscribe";

        var waiting =
                calls.admit(subscribe, "session-id", "s2", "authorization", token("bob", "s2"));
        assertThat(waiting).isInstanceOf(Verdict.Later.class);
        var place = calls.cluster.queue().getFirst();
        assertThat(place.session()).isEqualTo(new SessionId("s2"));

        var refused =
                calls.admit(
                        subscribe,
                        "session-id",
                        "s3",
                        "authorization",
                        token("bob", "s3"),
                        "session-wait",
                        "0S");
        assertThat(answer(refused).reason()).isEqualTo("ALL_INSTANCES_BUSY");
    }

    @Test
    void aSessionWaitThatIsNoneIsRefused() {
        calls.register("a-1", 1001);

        assertRefused(waitingCall("bob", "s2", "soon"), new Refusal.MalformedSessionWait());
    }

    private Verdict waitingCall(String user, String session, String wait) {
        return calls.echo(
                "session-id", session, "authorization", token(user, session), "session-wait", wait);
    }
}
