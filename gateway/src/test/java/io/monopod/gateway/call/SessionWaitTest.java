package io.monopod.gateway.call;

import static io.monopod.gateway.call.CallFixture.NOW;
import static io.monopod.gateway.call.CallFixture.answer;
import static io.monopod.gateway.call.CallFixture.assertRefused;
import static io.monopod.gateway.call.CallFixture.decided;
import static io.monopod.gateway.call.CallFixture.forwarded;
import static io.monopod.gateway.call.CallFixture.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.contract.SessionId;
import io.monopod.datapath.call.RoutingDecision;
import io.monopod.datapath.http2.header.HeaderList;
import io.monopod.gateway.assign.QueuePlace;
import io.monopod.gateway.assign.Refusal;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Calls that wait for an instance, by their own metadata or by their route.
class SessionWaitTest {
    @AutoClose private final CallFixture calls = new CallFixture();

    @Test
    void waitingCallGetsTheReleasedInstance() throws InterruptedException {
        calls.register("a-1", 1001);
        var first = forwarded(decided(calls.call("alice", "s1")));
        var waiting = waitingCall("bob", "s2", "30S");

        assertThat(calls.cluster.sessions().table().queue())
                .extracting(QueuePlace::position)
                .containsExactly(1);
        first.instanceSays(HeaderList.of("monopod-slot", "free"), 0);

        assertThat(forwarded(decided(waiting)).target().name()).isEqualTo("a-1");
        assertThat(calls.cluster.sessions().table().queue()).isEmpty();
    }

    @Test
    void cancelledWaitingCallGivesUpItsPlace() throws InterruptedException {
        calls.register("a-1", 1001);
        decided(calls.call("alice", "s1"));
        var waiting = waitingCall("bob", "s2", "30S");
        assertThat(calls.cluster.sessions().table().queue()).hasSize(1);

        ((RoutingDecision.Later) waiting).release().run();

        assertThat(calls.cluster.sessions().table().queue()).isEmpty();
    }

    @Test
    void timedOutCallLearnsItsPosition() throws InterruptedException {
        calls.register("a-1", 1001);
        decided(calls.call("alice", "s1"));
        var waiting = waitingCall("bob", "s2", "1S");

        calls.now.set(NOW.plusSeconds(1));

        var answer = answer(decided(waiting));
        assertThat(answer.message()).isEqualTo("all instances are busy");
        assertThat(answer.reason()).isEqualTo("QUEUE_TIMEOUT");
        assertThat(calls.cluster.sessions().table().queue()).isEmpty();
    }

    @Test
    @Timeout(10)
    void rerouteDoesNotRestartTheWait() throws InterruptedException {
        calls.register("a-1", 1001);
        var first = forwarded(decided(calls.call("alice", "s1")));
        var waiting = waitingCall("bob", "s2", "1S");
        first.instanceSays(HeaderList.of("monopod-slot", "free"), 0);
        calls.now.set(NOW.plusSeconds(1));
        var call = forwarded(decided(waiting));
        calls.register("a-2", 1002);
        decided(calls.call("carol", "s3"));

        calls.instances.isGone("a-1");

        assertThat(answer(call.unreached()).reason()).isEqualTo("ALL_INSTANCES_BUSY");
    }

    @Test
    void callWaitsByItsRouteUnlessItOptsOut() throws InterruptedException {
        calls.register("a-1", 1001);
        decided(calls.call("alice", "s1"));
        var subscribe = "/my_service.MyServiceAPI/MyServiceSubscribe";

        var waiting =
                calls.admit(subscribe, "session-id", "s2", "authorization", token("bob", "s2"));
        assertThat(waiting).isInstanceOf(RoutingDecision.Later.class);
        var place = calls.cluster.sessions().table().queue().getFirst();
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
    void malformedSessionWaitIsRefused() {
        calls.register("a-1", 1001);

        assertRefused(waitingCall("bob", "s2", "soon"), new Refusal.MalformedSessionWait());
    }

    private RoutingDecision waitingCall(String user, String session, String wait) {
        return calls.echo(
                "session-id", session, "authorization", token(user, session), "session-wait", wait);
    }
}
