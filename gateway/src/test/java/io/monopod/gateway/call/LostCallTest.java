package io.monopod.gateway.call;

import static io.monopod.gateway.call.CallFixture.OWN_ROUTE;
import static io.monopod.gateway.call.CallFixture.assertAnswer;
import static io.monopod.gateway.call.CallFixture.assertRefused;
import static io.monopod.gateway.call.CallFixture.decided;
import static io.monopod.gateway.call.CallFixture.forwarded;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.contract.SessionId;
import io.monopod.datapath.call.CallEnd;
import io.monopod.datapath.call.Loss;
import io.monopod.datapath.call.Replayable;
import io.monopod.datapath.call.RoutingDecision;
import io.monopod.datapath.call.Target;
import io.monopod.datapath.http2.header.HeaderList;
import io.monopod.gateway.assign.EndReason;
import io.monopod.gateway.assign.Refusal;
import io.monopod.gateway.assign.ReplayReason;
import io.monopod.gateway.assign.SessionEvent;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import java.util.List;

/// Calls whose instance is unreachable, or is lost while they run.
class LostCallTest {
    @AutoClose private final CallFixture calls = new CallFixture();

    @Test
    void callMovesOnWhenItsInstanceIsGone() throws InterruptedException {
        calls.register("a-1", 1001);
        calls.register("a-2", 1002);
        var call = forwarded(decided(calls.call("alice", "s1")));
        var first = call.target().name();
        calls.instances.isGone(first);

        var other = forwarded(call.unreached());

        assertThat(other.target().name()).isNotEqualTo(first);
        assertThat(calls.cluster.sessions().table().instances()).hasSize(1);
    }

    @Test
    void instanceThatRefusesEveryConnectionIsGivenUp() throws InterruptedException {
        calls.register("a-1", 1001);
        var decision = decided(calls.call("alice", "s1"));
        for (int i = 0; i < 4; i++) {
            decision = forwarded(decision).unreached();
        }

        assertRefused(forwarded(decision).unreached(), Refusal.BackendUnavailable.UNREACHED);
    }

    @Test
    void lostCallOfAReplayingRouteGoesToTheNextInstance() throws InterruptedException {
        calls.register("a-1", 1001);
        calls.register("a-2", 1002);
        var call = forwarded(decided(calls.call("Echo", "alice", "s1")));
        var first = call.target().name();
        calls.instances.isGone(first);

        assertThat(call.replayable()).isEqualTo(Replayable.STREAM);
        var next = forwarded(call.replay(Loss.ANSWERING));

        assertThat(next.target().name()).isNotEqualTo(first);
        var replayed = calls.await(SessionEvent.Replayed.class);
        assertThat(replayed.from().id().value()).isEqualTo(first);
        assertThat(replayed.hold().instance().id().value()).isEqualTo(next.target().name());
        assertThat(replayed.reason()).isEqualTo(ReplayReason.INSTANCE_LOST);
    }

    @Test
    void lostCallStaysOnAReachableInstance() throws InterruptedException {
        calls.register("a-1", 1001);
        calls.register("a-2", 1002);
        var call = forwarded(decided(calls.call("Echo", "alice", "s1")));

        var next = forwarded(call.replay(Loss.ANSWERING));

        assertThat(next.target()).isEqualTo(call.target());
        assertThat(calls.await(SessionEvent.Replayed.class).reason())
                .isEqualTo(ReplayReason.CONNECTION_LOST);
    }

    @Test
    void callStaysOnAnInstanceThatIsSlowToAccept() throws InterruptedException {
        calls.register("a-1", 1001);
        calls.register("a-2", 1002);
        var call = forwarded(decided(calls.call("Echo", "alice", "s1")));
        calls.instances.areSilent(2);

        var next = forwarded(call.unreached());

        assertThat(next.target()).isEqualTo(call.target());
    }

    @Test
    void silentInstanceKeepsItsCallWhileHeartbeatsArrive() throws InterruptedException {
        calls.register("a-1", 1001);
        calls.register("a-2", 1002);
        var call = forwarded(decided(calls.call("Echo", "alice", "s1")));
        calls.instances.areSilent(Integer.MAX_VALUE);
        calls.instances.whenReached(
                instance -> {
                    calls.now.updateAndGet(at -> at.plusSeconds(2));
                    calls.register(instance.id().value(), instance.address().port());
                });

        assertRefused(call.unreached(), Refusal.BackendUnavailable.UNREACHED);
    }

    @Test
    void silentInstanceIsLostWithItsConnectionEvenIfAllAreSilent() throws InterruptedException {
        calls.register("a-1", 1001);
        var call = forwarded(decided(calls.call("Keep", "alice", "s1")));
        calls.instances.areSilent(Integer.MAX_VALUE);
        assertAnswer(call.lost(), new Refusal.OutcomeUnknown());
        assertThat(calls.cluster.sessions().table().counts().bound())
                .as("its lease is valid")
                .isEqualTo(1);

        calls.now.updateAndGet(at -> at.plusSeconds(60));

        assertAnswer(call.lost(), new Refusal.SessionLost());
        assertThat(calls.cluster.sessions().table().instances()).isEmpty();
    }

    @Test
    void movedSessionsCallContinuesDespiteASilentInstance() throws InterruptedException {
        calls.register("a-1", 1001);
        calls.register("a-2", 1002);
        var call = forwarded(decided(calls.call("alice", "s1")));
        assertThat(call.isCurrent()).isTrue();

        calls.cluster.sessions().end(new SessionId("s1"), EndReason.FORCED);
        calls.awaitEnd("s1");
        calls.instances.areSilent(Integer.MAX_VALUE);

        assertThat(call.isCurrent()).isFalse();
        assertThat(forwarded(call.unreached()).isCurrent()).isTrue();
    }

    @Test
    void callRefusedByItsInstanceContinuesUnderANewGrant() throws InterruptedException {
        calls.register("a-1", 1001);
        var call = forwarded(decided(calls.call("alice", "s1")));

        call.instanceSays(HeaderList.of("monopod-call", "not-run"), 14);

        var next = forwarded(call.unreached());
        assertThat(next.target()).isEqualTo(call.target());
        assertThat(next.added()).isNotEqualTo(call.added());
    }

    @Test
    void callThatKillsEveryInstanceIsNotReplayedForever() throws InterruptedException {
        calls.register("a-1", 1001);
        var call = forwarded(decided(calls.call("Echo", "alice", "s1")));
        for (int i = 0; i < 4; i++) {
            assertThat(call.replayable()).isEqualTo(Replayable.STREAM);
            call = forwarded(call.replay(Loss.ANSWERING));
        }

        assertThat(call.replayable()).isEqualTo(Replayable.NEVER);
    }

    @Test
    void callThatMayHaveRunGetsNoPushbackFromTheNextInstance() throws InterruptedException {
        calls.register("a-1", 1001);
        var replayed =
                forwarded(
                        forwarded(decided(calls.call("Echo", "alice", "s1")))
                                .replay(Loss.UNANSWERED));
        calls.instances.isGone("a-1");

        assertRefused(replayed.unreached(), new Refusal.OutcomeUnknown());
    }

    @Test
    void callThatMayHaveRunGetsNoPushbackWhenAllAreBusy() throws InterruptedException {
        calls.register("a-1", 1001);
        var lost = forwarded(decided(calls.call("Echo", "alice", "s1")));
        calls.register("a-2", 1002);
        decided(calls.call("Echo", "bob", "s2"));
        calls.instances.isGone("a-1");

        assertRefused(lost.replay(Loss.ANSWERING), new Refusal.OutcomeUnknown());
    }

    @Test
    void callThatKilledItsInstanceGoesToNoSecond() throws InterruptedException {
        calls.register("a-1", 1001);
        calls.register("a-2", 1002);
        var call = forwarded(decided(calls.call("Echo", "alice", "s1")));
        calls.instances.isGone(call.target().name());

        assertRefused(call.replay(Loss.UNANSWERED), new Refusal.OutcomeUnknown());
        assertThat(calls.instances.bound).as("no other instance was bound").hasSize(1);
    }

    /// A dying process can close its connections before its listener.
    @Test
    void callThatKilledItsInstanceGoesToNoSecondWhenKnownLater() throws InterruptedException {
        calls.register("a-1", 1001);
        calls.register("a-2", 1002);
        var call = forwarded(decided(calls.call("Echo", "alice", "s1")));
        var again = forwarded(call.replay(Loss.UNANSWERED));
        assertThat(again.target()).isEqualTo(call.target());
        calls.instances.isGone(call.target().name());

        assertRefused(again.unreached(), new Refusal.OutcomeUnknown());
        assertThat(calls.instances.bound).as("no other instance was bound").hasSize(1);
    }

    @Test
    void callThatKilledItsInstanceGoesToNoReplacement() throws InterruptedException {
        calls.register("a-1", 1001);
        var call = forwarded(decided(calls.call("Echo", "alice", "s1")));
        var again = forwarded(call.replay(Loss.UNANSWERED));
        calls.register("a-2", 1001);

        assertRefused(again.unreached(), new Refusal.OutcomeUnknown());
    }

    @Test
    void answeredCallThatKilledTwoInstancesGoesToNoThird() throws InterruptedException {
        for (int i = 1; i <= 3; i++) {
            calls.register("a-" + i, 1000 + i);
        }
        var first = forwarded(decided(calls.call("Echo", "alice", "s1")));
        calls.instances.isGone(first.target().name());
        var second = forwarded(first.replay(Loss.ANSWERING));
        calls.instances.isGone(second.target().name());

        assertRefused(second.replay(Loss.ANSWERING), new Refusal.OutcomeUnknown());
    }

    @Test
    void answeredCallContinuesIfTheNextInstanceEndsMuchLater() throws InterruptedException {
        for (int i = 1; i <= 3; i++) {
            calls.register("a-" + i, 1000 + i);
        }
        var first = forwarded(decided(calls.call("Echo", "alice", "s1")));
        calls.instances.isGone(first.target().name());
        var second = forwarded(first.replay(Loss.ANSWERING));
        calls.now.updateAndGet(at -> at.plusSeconds(2));
        for (int i = 0; i < 6; i++) {
            calls.now.updateAndGet(at -> at.plusSeconds(2));
            calls.heartbeats();
        }
        calls.instances.isGone(second.target().name());

        assertThat(forwarded(second.replay(Loss.ANSWERING)).target()).isNotEqualTo(second.target());
    }

    @Test
    void sessionlessCallThatMayHaveRunGetsNoPushback() throws InterruptedException {
        var targets = List.of(new Target("static", "one", 1), new Target("static", "two", 2));
        var call = forwarded(new FixedDestination(targets).any(OWN_ROUTE, HeaderList.EMPTY));

        var replayed = forwarded(call.replay(Loss.UNANSWERED));

        assertThat(replayed.target()).as("no second instance").isEqualTo(call.target());
        assertThat(replayed.replayable()).isEqualTo(Replayable.NEVER);
        assertRefused(replayed.unreached(), new Refusal.OutcomeUnknown());
    }

    @Test
    void lossIsNotReplayedByDefaultAndOutcomeIsUnknown() throws InterruptedException {
        calls.register("a-1", 1001);
        var call = forwarded(decided(calls.call("alice", "s1")));

        assertThat(call.replayable()).isEqualTo(Replayable.NEVER);
        assertAnswer(call.lost(), new Refusal.OutcomeUnknown());
    }

    @Test
    void runningCallIsToldOfTheLossAndTheNextIsNot() throws InterruptedException {
        calls.register("a-1", 1001);
        calls.register("a-2", 1002);
        var call = forwarded(decided(calls.call("Keep", "alice", "s1")));
        calls.instances.isGone(call.target().name());

        assertAnswer(call.lost(), new Refusal.SessionLost());
        assertThat(forwarded(decided(calls.call("Keep", "alice", "s1"))).target())
                .isNotEqualTo(call.target());
    }

    @Test
    void lossOfAnIdleSessionIsReportedToTheNextCallOnce() throws InterruptedException {
        calls.register("a-1", 1001);
        calls.register("a-2", 1002);
        var call = forwarded(decided(calls.call("Keep", "alice", "s1")));
        call.ended(new CallEnd.Answered(0));
        calls.instances.isGone(call.target().name());
        var late = forwarded(calls.call("Keep", "alice", "s1"));

        assertRefused(late.unreached(), new Refusal.SessionLost());
        assertThat(calls.call("Keep", "alice", "s1")).isInstanceOf(RoutingDecision.Later.class);
    }

    /// A dying process can close its connections before its listener.
    @Test
    void uncertainLossIsReportedToTheNextCall() throws InterruptedException {
        calls.register("a-1", 1001);
        var call = forwarded(decided(calls.call("Keep", "alice", "s1")));

        assertAnswer(call.lost(), new Refusal.OutcomeUnknown());

        calls.instances.isGone("a-1");
        var next = forwarded(calls.call("Keep", "alice", "s1"));
        assertRefused(next.unreached(), new Refusal.SessionLost());
    }

    @Test
    void sessionlessCallTriesEachAddressOnce() throws InterruptedException {
        var one = new Target("static", "one", 1);
        var two = new Target("static", "two", 2);
        var call =
                forwarded(new FixedDestination(List.of(one, two)).any(OWN_ROUTE, HeaderList.EMPTY));

        var next = forwarded(call.unreached());

        assertThat(List.of(call.target(), next.target())).containsExactly(one, two);
        assertRefused(next.unreached(), Refusal.BackendUnavailable.UNREACHED);
    }
}
