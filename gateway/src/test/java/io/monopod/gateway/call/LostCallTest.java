package io.monopod.gateway.call;

import static io.monopod.gateway.call.CallFixture.OWN_ROUTE;
import static io.monopod.gateway.call.CallFixture.assertRefused;
import static io.monopod.gateway.call.CallFixture.assertSays;
import static io.monopod.gateway.call.CallFixture.decided;
import static io.monopod.gateway.call.CallFixture.forwarded;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.contract.SessionId;
import io.monopod.gateway.assign.EndReason;
import io.monopod.gateway.assign.ReplayReason;
import io.monopod.gateway.assign.SessionEvent;
import io.monopod.gateway.http2.HeaderList;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import java.util.List;

/// Calls whose instance cannot be reached, or is lost under way.
class LostCallTest {
    @AutoClose private final CallFixture calls = new CallFixture();

    @Test
    void aCallWhoseInstanceIsGoneGoesToTheNext() throws InterruptedException {
        calls.register("a-1", 1001);
        calls.register("a-2", 1002);
        var call = forwarded(decided(calls.call("alice", "s1")));
        var first = call.target().name();
        calls.instances.isGone(first);

        var other = forwarded(call.unreached());

        assertThat(other.target().name()).isNotEqualTo(first);
        assertThat(calls.cluster.instances()).hasSize(1);
    }

    @Test
    void anInstanceThatTurnsAwayEveryConnectionIsGivenUp() throws InterruptedException {
        calls.register("a-1", 1001);
        var verdict = decided(calls.call("alice", "s1"));
        for (int i = 0; i < 4; i++) {
            verdict = forwarded(verdict).unreached();
        }

        assertRefused(forwarded(verdict).unreached(), new Refusal.BackendUnavailable());
    }

    @Test
    void aLostCallOfARouteThatReplaysGoesToTheNextInstance() throws InterruptedException {
        calls.register("a-1", 1001);
        calls.register("a-2", 1002);
        var call = forwarded(decided(calls.call("Echo", "alice", "s1")));
        var first = call.target().name();
        calls.instances.isGone(first);

        assertThat(call.replayable()).isEqualTo(Replayable.STREAM);
        var next = forwarded(call.replay());

        assertThat(next.target().name()).isNotEqualTo(first);
        var replayed = calls.await(SessionEvent.Replayed.class);
        assertThat(replayed.from().id().value()).isEqualTo(first);
        assertThat(replayed.hold().instance().id().value()).isEqualTo(next.target().name());
        assertThat(replayed.reason()).isEqualTo(ReplayReason.INSTANCE_LOST);
    }

    @Test
    void aLostCallWhoseInstanceIsStillThereStaysOnIt() throws InterruptedException {
        calls.register("a-1", 1001);
        calls.register("a-2", 1002);
        var call = forwarded(decided(calls.call("Echo", "alice", "s1")));

        var next = forwarded(call.replay());

        assertThat(next.target()).isEqualTo(call.target());
        assertThat(calls.await(SessionEvent.Replayed.class).reason())
                .isEqualTo(ReplayReason.CONNECTION_LOST);
    }

    @Test
    void aCallWhoseInstanceWasOnlySlowToAcceptGoesOnThere() throws InterruptedException {
        calls.register("a-1", 1001);
        calls.register("a-2", 1002);
        var call = forwarded(decided(calls.call("Echo", "alice", "s1")));
        calls.instances.areSilent(2);

        var next = forwarded(call.unreached());

        assertThat(next.target()).isEqualTo(call.target());
    }

    @Test
    void aCallWhoseInstanceStaysSilentHasNoSecondWhileItIsHeardOf() throws InterruptedException {
        calls.register("a-1", 1001);
        calls.register("a-2", 1002);
        var call = forwarded(decided(calls.call("Echo", "alice", "s1")));
        calls.instances.areSilent(Integer.MAX_VALUE);
        calls.instances.whenReached(
                instance -> {
                    calls.now.updateAndGet(at -> at.plusSeconds(2));
                    calls.register(instance.id().value(), instance.address().port());
                });

        assertRefused(call.unreached(), new Refusal.BackendUnavailable());
    }

    @Test
    void anInstanceOfWhichNothingIsHeardIsLostWithItsConnectionThoughAllAreSilent()
            throws InterruptedException {
        calls.register("a-1", 1001);
        var call = forwarded(decided(calls.call("Keep", "alice", "s1")));
        calls.instances.areSilent(Integer.MAX_VALUE);
        assertSays(call.lost(), new Refusal.OutcomeUnknown());
        assertThat(calls.cluster.counts().bound()).as("its lease is good").isEqualTo(1);

        calls.now.updateAndGet(at -> at.plusSeconds(60));

        assertSays(call.lost(), new Refusal.SessionLost());
        assertThat(calls.cluster.instances()).isEmpty();
    }

    @Test
    void aCallWhoseSessionHasLeftItsInstanceMeanwhileGoesOnThoughThatIsSilent()
            throws InterruptedException {
        calls.register("a-1", 1001);
        calls.register("a-2", 1002);
        var call = forwarded(decided(calls.call("alice", "s1")));
        assertThat(call.isCurrent()).isTrue();

        calls.cluster.grants().end(new SessionId("s1"), EndReason.FORCED);
        calls.awaitEnd("s1");
        calls.instances.areSilent(Integer.MAX_VALUE);

        assertThat(call.isCurrent()).isFalse();
        assertThat(forwarded(call.unreached()).isCurrent()).isTrue();
    }

    @Test
    void aCallThatItsInstanceTurnedAwayGoesOnUnderANewGrant() throws InterruptedException {
        calls.register("a-1", 1001);
        var call = forwarded(decided(calls.call("alice", "s1")));

        call.instanceSays(HeaderList.of("monopod-call", "not-run"));

        var next = forwarded(call.unreached());
        assertThat(next.target()).isEqualTo(call.target());
        assertThat(next.added()).isNotEqualTo(call.added());
    }

    @Test
    void aCallThatEndsEveryInstanceIsNotReplayedForEver() throws InterruptedException {
        calls.register("a-1", 1001);
        var call = forwarded(decided(calls.call("Echo", "alice", "s1")));
        for (int i = 0; i < 4; i++) {
            assertThat(call.replayable()).isEqualTo(Replayable.STREAM);
            call = forwarded(call.replay());
        }

        assertThat(call.replayable()).isEqualTo(Replayable.NEVER);
    }

    @Test
    void aCallThatMayHaveRunIsNotToldToComeAgainThoughTheNextInstanceNeverSawIt()
            throws InterruptedException {
        calls.register("a-1", 1001);
        var replayed = forwarded(forwarded(decided(calls.call("Echo", "alice", "s1"))).replay());
        calls.instances.isGone("a-1");

        assertRefused(replayed.unreached(), new Refusal.OutcomeUnknown());
    }

    @Test
    void aCallThatMayHaveRunIsNotToldToComeAgainWhenAllInstancesAreBusy()
            throws InterruptedException {
        calls.register("a-1", 1001);
        var lost = forwarded(decided(calls.call("Echo", "alice", "s1")));
        calls.register("a-2", 1002);
        decided(calls.call("Echo", "bob", "s2"));
        calls.instances.isGone("a-1");

        assertRefused(lost.replay(), new Refusal.OutcomeUnknown());
    }

    @Test
    void aCallWithoutSessionThatMayHaveRunIsNotToldToComeAgain() throws InterruptedException {
        var targets = List.of(new Target("static", "one", 1), new Target("static", "two", 2));
        var call = forwarded(new FixedDestination(() -> targets).any(OWN_ROUTE));

        var replayed = forwarded(call.replay());

        assertRefused(replayed.unreached(), new Refusal.OutcomeUnknown());
    }

    @Test
    void aLossIsNotReplayedByDefaultAndNobodyKnowsTheOutcome() throws InterruptedException {
        calls.register("a-1", 1001);
        var call = forwarded(decided(calls.call("alice", "s1")));

        assertThat(call.replayable()).isEqualTo(Replayable.NEVER);
        assertSays(call.lost(), new Refusal.OutcomeUnknown());
    }

    @Test
    void aRunningCallIsToldOfTheLossOfItsSessionAndTheNextIsNot() throws InterruptedException {
        calls.register("a-1", 1001);
        calls.register("a-2", 1002);
        var call = forwarded(decided(calls.call("Keep", "alice", "s1")));
        calls.instances.isGone(call.target().name());

        assertSays(call.lost(), new Refusal.SessionLost());
        assertThat(forwarded(decided(calls.call("Keep", "alice", "s1"))).target())
                .isNotEqualTo(call.target());
    }

    @Test
    void theFirstCallAfterTheLossOfAnIdleSessionIsToldOnce() throws InterruptedException {
        calls.register("a-1", 1001);
        calls.register("a-2", 1002);
        var call = forwarded(decided(calls.call("Keep", "alice", "s1")));
        call.ended(new CallEnd.Answered(0));
        calls.instances.isGone(call.target().name());
        var late = forwarded(calls.call("Keep", "alice", "s1"));

        assertRefused(late.unreached(), new Refusal.SessionLost());
        assertThat(calls.call("Keep", "alice", "s1")).isInstanceOf(Verdict.Later.class);
    }

    /// The connections of a process that dies can be closed before its listener is.
    @Test
    void aLossThatIsNotCertainYetIsToldToTheNextCall() throws InterruptedException {
        calls.register("a-1", 1001);
        var call = forwarded(decided(calls.call("Keep", "alice", "s1")));

        assertSays(call.lost(), new Refusal.OutcomeUnknown());

        calls.instances.isGone("a-1");
        var next = forwarded(calls.call("Keep", "alice", "s1"));
        assertRefused(next.unreached(), new Refusal.SessionLost());
    }

    @Test
    void aCallWithoutSessionGoesToEachAddressOnceAndThenEnds() throws InterruptedException {
        var one = new Target("static", "one", 1);
        var two = new Target("static", "two", 2);
        var call = forwarded(new FixedDestination(() -> List.of(one, two)).any(OWN_ROUTE));

        var next = forwarded(call.unreached());

        assertThat(List.of(call.target(), next.target())).containsExactly(one, two);
        assertRefused(next.unreached(), new Refusal.BackendUnavailable());
    }
}
