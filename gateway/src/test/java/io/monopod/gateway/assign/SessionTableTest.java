package io.monopod.gateway.assign;

import static io.monopod.gateway.assign.TableFixture.ANNA;
import static io.monopod.gateway.assign.TableFixture.START;
import static io.monopod.gateway.assign.TableFixture.free;
import static io.monopod.gateway.assign.TableFixture.heldBy;
import static io.monopod.gateway.assign.TableFixture.instance;
import static io.monopod.gateway.assign.TableFixture.session;
import static io.monopod.gateway.assign.TableFixture.told;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.contract.Epoch;
import io.monopod.contract.UserName;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;

class SessionTableTest {
    private final SessionTable table = TableFixture.table(Policy.EXCLUSIVE);

    @Test
    void refusesWhenNoInstanceIsKnown() {
        assertThat(claim(1)).isEqualTo(new Decision.NoneKnown());
    }

    @Test
    void reservesThenHoldsOnceTheInstanceHasBound() {
        register(1);

        var grant = reserve(1);
        assertThat(table.find(session(1))).isNull();
        table.settle(grant, told(heldBy(grant, 2)), START);

        assertThat(table.find(session(1))).isEqualTo(grant);
        assertThat(claim(1)).isEqualTo(new Decision.Held(grant));
        assertThat(grant.usage().inProgress()).isEqualTo(1);
    }

    @Test
    void makesOtherCallsOfTheSessionWaitForItsBind() {
        register(1);
        var grant = reserve(1);

        var decision = claim(1);

        var unsettled = new Decision.Unsettled(instance(1).id(), grant.epoch());
        assertThat(decision).isEqualTo(unsettled);
        assertThat(table.isUnsettled(unsettled)).isTrue();
        table.settle(grant, told(heldBy(grant, 2)), START);
        assertThat(table.isUnsettled(unsettled)).isFalse();
    }

    @Test
    void saysThatAllAreBusyWhenEachHoldsAnotherSession() {
        register(1);
        register(2);
        hold(1);
        hold(2);

        assertThat(claim(3))
                .isInstanceOfSatisfying(
                        Decision.AllBusy.class,
                        busy -> {
                            assertThat(busy.total()).isEqualTo(2);
                            assertThat(busy.busy()).isEqualTo(2);
                            assertThat(busy.expected()).isEqualTo(Duration.ofSeconds(5));
                        });
    }

    @Test
    void makesEventsOfTheFirstRefusalsOfASecondOnly() {
        register(1);
        hold(1);
        table.takeEvents();

        assertThat(eventsOfAFlood(START)).isEqualTo(100);
        assertThat(table.hasEvents()).isFalse();
        assertThat(eventsOfAFlood(START.plusMillis(999))).isZero();
        assertThat(eventsOfAFlood(START.plusSeconds(1))).isEqualTo(100);
    }

    private int eventsOfAFlood(Instant now) {
        for (int call = 0; call < 1_000; call++) {
            assertThat(table.claim(session(2), ANNA, now)).isInstanceOf(Decision.AllBusy.class);
        }
        return table.takeEvents().size();
    }

    @Test
    void saysThatNoneIsAvailableWhileOneIsStarting() {
        register(1);
        hold(1);
        table.register(instance(2), new SlotReport.Starting(Epoch.NONE, 1), START);

        assertThat(claim(2)).isEqualTo(new Decision.NoneAvailable());
    }

    @Test
    void refusesAnotherUser() {
        register(1);
        hold(1);

        assertThat(table.claim(session(1), new UserName("bob"), START))
                .isEqualTo(new Decision.NotOwner());
    }

    @Test
    void freesTheInstanceWhenACallHasEndedItsSession() {
        register(1);
        var grant = hold(1);

        table.endedByCall(grant, AfterEnd.FREE, START);

        assertThat(table.find(session(1))).isNull();
        assertThat(table.counts()).isEqualTo(new Counts(1, 0, 0, 0, 0));
        assertThat(grant.usage().begin(START)).isFalse();
    }

    /// The instance's heartbeat from before the end overtakes nothing: it comes late.
    @Test
    void ignoresALateReportOfASessionThatHasEnded() {
        register(1);
        var grant = hold(1);
        table.endedByCall(grant, AfterEnd.FREE, START);

        table.heartbeat(instance(1).id(), heldBy(grant, 7), START);

        assertThat(table.find(session(1))).isNull();
        assertThat(table.counts().free()).isEqualTo(1);
    }

    /// A heartbeat can overtake the trailers of the call that ended the session.
    @Test
    void knowsFromAReportWhyASessionHasEnded() {
        register(1);
        var grant = hold(1);
        table.takeEvents();

        var last = new SlotReport.LastEnd(grant.session(), grant.epoch(), EndReason.SHUTDOWN);
        table.heartbeat(instance(1).id(), new SlotReport.Free(grant.epoch(), 9, last), START);
        table.endedByCall(grant, AfterEnd.FREE, START);

        assertThat(table.takeEvents())
                .containsExactly(
                        new SessionEvent.Ended(START, grant, EndReason.SHUTDOWN),
                        new SessionEvent.Freed(START, instance(1)));
    }

    @Test
    void doesNotTakeAnEarlierEndForTheReasonOfThisOne() {
        register(1);
        var grant = hold(1);
        table.takeEvents();

        var earlier = new SlotReport.LastEnd(grant.session(), Epoch.NONE, EndReason.SHUTDOWN);
        table.heartbeat(instance(1).id(), new SlotReport.Free(grant.epoch(), 9, earlier), START);

        assertThat(table.takeEvents())
                .contains(new SessionEvent.Ended(START, grant, EndReason.AT_INSTANCE));
    }

    /// An instance that has not given its session back yet is busy, not out of order.
    @Test
    void saysThatAllAreBusyWhileASessionIsEnding() {
        register(1);
        hold(1);
        table.end(session(1), EndReason.IDLE, START);

        assertThat(claim(2)).isInstanceOf(Decision.AllBusy.class);
    }

    @Test
    void triesTheNextInstanceWhenTheFirstIsHeldByAnother() {
        register(1);
        register(2);
        var first = reserve(1);

        var other = new SlotReport.Held(session(9), ANNA, first.epoch(), 2);
        table.settle(first, told(other), START);

        var second = reserve(1);
        assertThat(second.instance()).isNotEqualTo(first.instance());
        assertThat(second.epoch().isAfter(first.epoch())).isTrue();
        assertThat(table.find(session(9))).isNotNull();
    }

    @Test
    void raisesItsEpochsAboveWhatAnInstanceHasSeen() {
        register(1);
        var stale = reserve(1);
        var seen = new Epoch(stale.epoch().value() + 1_000);

        table.settle(stale, told(new SlotReport.Free(seen, 2)), START);

        assertThat(reserve(1).epoch().isAfter(seen)).isTrue();
    }

    @Test
    void placesASessionNowhereElseWhileItsBindIsInDoubt() {
        register(1);
        register(2);
        var grant = reserve(1);

        table.settle(grant, new Reply.Unknown(), START);

        assertThat(claim(1))
                .isEqualTo(new Decision.Unsettled(grant.instance().id(), grant.epoch()));
        assertThat(table.ending(START))
                .extracting(SessionEvent.Ending::hold)
                .containsExactly(grant);
        assertThat(table.counts()).isEqualTo(new Counts(1, 0, 0, 0, 1));
    }

    @Test
    void believesThatADoubtfulBindIsOverWhenTheInstanceHasSeenItsEpoch() {
        register(1);
        var grant = reserve(1);
        table.settle(grant, new Reply.Unknown(), START);

        table.heartbeat(instance(1).id(), free(2), START);
        assertThat(table.counts().quarantined()).isEqualTo(1);
        table.ended(grant, told(new SlotReport.Free(grant.epoch(), 3)), START);

        assertThat(table.counts().free()).isEqualTo(1);
    }

    @Test
    void grantsASessionThatCalledDirectlyTheInstanceItIsOn() {
        register(1);
        table.register(instance(2), new SlotReport.Taken(session(1), Epoch.NONE, 3), START);

        var grant = reserve(1);
        table.settle(grant, told(heldBy(grant, 4)), START);

        assertThat(grant.instance()).isEqualTo(instance(2));
        assertThat(table.find(session(1))).isEqualTo(grant);
    }

    @Test
    void grantsASessionThatCalledDirectlyByAnEpochAboveAllThatItsInstanceHasSeen() {
        var seen = new Epoch(Long.MAX_VALUE / 2);
        table.register(instance(1), new SlotReport.Taken(session(1), seen, 3), START);

        assertThat(reserve(1).epoch()).isGreaterThan(seen);
    }

    @Test
    void goesOnEndingASessionThatCalledDirectly() {
        var taken = new SlotReport.Taken(session(1), new Epoch(7), 3);
        table.register(instance(1), taken, START);
        table.end(session(1), EndReason.FORCED, START);

        table.heartbeat(instance(1).id(), new SlotReport.Taken(session(1), new Epoch(7), 4), START);

        assertThat(table.ending(START)).hasSize(1);
    }

    @Test
    void endsASessionWhoseOnlyCallWasNeverSent() {
        register(1);
        var grant = hold(1);
        claim(1);

        table.abandon(grant, START);

        assertThat(table.ending(START))
                .extracting(SessionEvent.Ending::reason)
                .containsExactly(EndReason.CLIENT_GONE);
    }

    @Test
    void endsASessionWhoseCallWentAwayAfterAReportHadConfirmedIt() {
        register(1);
        var decision = (Decision.Pending) claim(1);
        var acquisition = new Acquisition(table, session(1), ANNA, decision);
        var grant = ((Decision.Reserved) decision).grant();
        table.heartbeat(instance(1).id(), heldBy(grant, 4), START);

        acquisition.cancelled(START);

        assertThat(table.ending(START))
                .extracting(SessionEvent.Ending::reason)
                .containsExactly(EndReason.CLIENT_GONE);
    }

    @Test
    void keepsASessionThatAnotherCallIsUsing() {
        register(1);
        var grant = hold(1);
        claim(1);
        claim(1);

        table.abandon(grant, START);

        assertThat(table.find(session(1))).isEqualTo(grant);
    }

    @Test
    void givesADrainingInstanceNoNewSessionAndLeavesItItsOwn() {
        register(1);
        register(2);
        var grant = hold(1);

        table.drain(instance(1).id(), START);
        table.drain(instance(2).id(), START);

        assertThat(claim(1)).isEqualTo(new Decision.Held(grant));
        assertThat(claim(2)).isEqualTo(new Decision.NoneAvailable());
        assertThat(table.counts()).isEqualTo(new Counts(0, 0, 0, 2, 0));
    }

    @Test
    void sendsTheSecondSessionOfAnInstanceThereUnderTheStrictPolicy() {
        var strict = TableFixture.table(Policy.STRICT);
        strict.register(instance(1), free(1), START);
        var grant = ((Decision.Reserved) strict.claim(session(1), ANNA, START)).grant();
        assertThat(strict.claim(session(2), ANNA, START)).isInstanceOf(Decision.Unsettled.class);

        strict.settle(grant, told(heldBy(grant, 2)), START);

        assertThat(strict.claim(session(2), ANNA, START))
                .isEqualTo(new Decision.Visit(instance(1)));
    }

    @Test
    void tellsTheLifeOfASessionAsEvents() {
        register(1);
        var grant = hold(1);
        table.endedByCall(grant, AfterEnd.FREE, START.plusSeconds(2));

        assertThat(table.takeEvents())
                .containsExactly(
                        new SessionEvent.Registered(START, instance(1)),
                        new SessionEvent.Freed(START, instance(1)),
                        new SessionEvent.Reserved(START, grant),
                        new SessionEvent.Confirmed(START, grant),
                        new SessionEvent.Ended(START.plusSeconds(2), grant, EndReason.SHUTDOWN),
                        new SessionEvent.Freed(START.plusSeconds(2), instance(1)));
        assertThat(table.takeEvents()).isEmpty();
    }

    private void register(int number) {
        table.register(instance(number), free(1), START);
    }

    private Decision claim(int number) {
        return table.claim(session(number), ANNA, START);
    }

    private Grant reserve(int number) {
        return ((Decision.Reserved) claim(number)).grant();
    }

    private Grant hold(int number) {
        var grant = reserve(number);
        table.settle(grant, told(heldBy(grant, 2)), START);
        return grant;
    }
}
