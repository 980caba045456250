package io.monopod.gateway.assign;

import static io.monopod.gateway.assign.TableFixture.ANNA;
import static io.monopod.gateway.assign.TableFixture.LEASE;
import static io.monopod.gateway.assign.TableFixture.START;
import static io.monopod.gateway.assign.TableFixture.free;
import static io.monopod.gateway.assign.TableFixture.heldBy;
import static io.monopod.gateway.assign.TableFixture.instance;
import static io.monopod.gateway.assign.TableFixture.session;
import static io.monopod.gateway.assign.TableFixture.told;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.contract.Epoch;
import io.monopod.contract.InstanceId;
import io.monopod.contract.UserName;

import org.junit.jupiter.api.Test;

/// What a gateway makes of sessions that instances report: after its own restart, and when an
/// instance comes back from a stop.
class FoundSessionsTest {
    private final SessionTable table = TableFixture.table(Policy.EXCLUSIVE);

    @Test
    void findsReportedSessionsWhereTheyAreButPlacesNoneDuringTheGrace() {
        var restarted = new SessionTable(Rules.from(START, Policy.EXCLUSIVE, LEASE, LEASE));
        restarted.register(instance(1), free(1), START);
        var held = new SlotReport.Held(session(2), ANNA, new Epoch(5), 4);
        restarted.register(instance(2), held, START);

        assertThat(restarted.claim(session(1), ANNA, START)).isEqualTo(new Decision.Starting());
        assertThat(restarted.claim(session(2), ANNA, START))
                .isInstanceOfSatisfying(
                        Decision.Held.class,
                        found -> assertThat(found.grant().instance()).isEqualTo(instance(2)));
        assertThat(restarted.claim(session(1), ANNA, START.plus(LEASE)))
                .isInstanceOf(Decision.Reserved.class);
    }

    @Test
    void countsTheGraceFromTheFirstReport() {
        var restarted = new SessionTable(Rules.from(START, Policy.EXCLUSIVE, LEASE, LEASE));
        var late = START.plus(LEASE.multipliedBy(10));
        assertThat(restarted.claim(session(1), ANNA, late)).isEqualTo(new Decision.NoneKnown());

        restarted.register(instance(1), free(1), late);

        var soon = late.plus(LEASE.dividedBy(2));
        assertThat(restarted.claim(session(1), ANNA, soon)).isEqualTo(new Decision.Starting());
        assertThat(restarted.claim(session(1), ANNA, late.plus(LEASE)))
                .isInstanceOf(Decision.Reserved.class);
    }

    @Test
    void endsASessionOnTheInstanceWithTheLowerEpochWhenTwoReportIt() {
        var old = held(5);
        var young = held(6);
        table.register(instance(1), old, START);

        table.register(instance(2), young, START);

        var grant = table.find(session(1));
        assertThat(grant).extracting(Grant::instance).isEqualTo(instance(2));
        assertThat(table.ending(START))
                .singleElement()
                .satisfies(
                        ending -> {
                            assertThat(ending.instance()).isEqualTo(instance(1));
                            assertThat(ending.reason()).isEqualTo(EndReason.DUPLICATE);
                        });
    }

    @Test
    void leavesASessionThatIsEndingWhereItsCallsStillRun() {
        table.register(instance(1), held(6), START);
        table.claim(session(1), ANNA, START);
        table.end(session(1), EndReason.FORCED, START);

        table.register(instance(2), held(5), START);

        assertThat(table.find(session(1))).isNull();
        assertThat(table.ending(START))
                .extracting(SessionEvent.Ending::instance)
                .containsExactlyInAnyOrder(instance(1), instance(2));
    }

    @Test
    void doesNotBelieveAnInstanceThatHadASessionBeforeTheOneThatWasLostWithIt() {
        var old = held(5);
        var young = held(6);
        table.register(instance(2), young, START);
        table.lose(instance(2).id(), LossReason.LEASE_EXPIRED, START);

        table.register(instance(1), old, START);

        assertThat(table.find(session(1))).isNull();
        assertThat(table.ending(START))
                .singleElement()
                .extracting(SessionEvent.Ending::reason)
                .isEqualTo(EndReason.DUPLICATE);
        table.register(instance(2), young, START);
        assertThat(table.find(session(1))).extracting(Grant::instance).isEqualTo(instance(2));
    }

    @Test
    void letsASessionGoOnWhereItWasLost() {
        table.register(instance(1), held(5), START);
        table.lose(instance(1).id(), LossReason.LEASE_EXPIRED, START);

        table.register(instance(1), held(5), START);

        assertThat(table.find(session(1))).extracting(Grant::instance).isEqualTo(instance(1));
    }

    @Test
    void keepsASessionWhoseFirstCallSinceIsCancelledBeforeItIsSent() {
        table.register(instance(1), held(5), START);
        var found = ((Decision.Held) table.claim(session(1), ANNA, START)).grant();

        table.abandon(found, START);

        assertThat(table.ending(START)).isEmpty();
        assertThat(table.find(session(1))).isEqualTo(found);
    }

    @Test
    void keepsASessionThatCalledDirectlyWhenTheCallThatWouldGrantItGoesAway() {
        table.register(instance(1), direct(7), START);
        var renewal = ((Decision.Reserved) table.claim(session(1), ANNA, START)).grant();

        table.cancel(renewal, START);

        assertThat(table.ending(START)).isEmpty();
        table.heartbeat(instance(1).id(), heldBy(renewal, 8), START);
        assertThat(table.find(session(1))).extracting(Grant::epoch).isEqualTo(renewal.epoch());
    }

    @Test
    void keepsASessionThatCalledDirectlyWhenACallUnderItsNewGrantIsNotSent() {
        table.register(instance(1), direct(7), START);
        var renewal = ((Decision.Reserved) table.claim(session(1), ANNA, START)).grant();
        table.settle(renewal, told(heldBy(renewal, 8)), START);
        table.claim(session(1), ANNA, START);

        table.abandon(renewal, START);

        assertThat(table.ending(START)).isEmpty();
    }

    @Test
    void doesNotBelieveAnInstanceWhoseSessionHasEndedElsewhereSince() {
        table.register(instance(1), held(5), START);
        table.lose(instance(1).id(), LossReason.LEASE_EXPIRED, START);
        table.register(instance(2), free(1), START);
        var grant = ((Decision.Reserved) table.claim(session(1), ANNA, START)).grant();
        table.settle(grant, told(heldBy(grant, 2)), START);
        table.endedByCall(grant, AfterEnd.FREE, START);

        table.register(instance(1), held(5), START);

        assertIsEnding(EndReason.SHUTDOWN);
    }

    @Test
    void doesNotBelieveAnInstanceWhoseSessionWasLetGoByForce() {
        table.register(instance(1), held(5), START);
        table.end(session(1), EndReason.FORCED, START);
        table.expire(START.plus(Expiry.CONFIRM_WITHIN));
        table.lose(instance(1).id(), LossReason.LEASE_EXPIRED, START);

        table.register(instance(1), held(5), START);

        assertIsEnding(EndReason.FORCED);
    }

    @Test
    void tellsALossToItsOwnerAlone() {
        table.register(instance(1), held(5), START);
        table.lose(instance(1).id(), LossReason.LEASE_EXPIRED, START);

        assertThat(table.takeLoss(session(1), new UserName("mallory"))).isFalse();
        assertThat(table.takeLoss(session(1), ANNA)).isTrue();
        assertThat(table.takeLoss(session(1), ANNA)).isFalse();
    }

    @Test
    void givesAnInstanceThatIsDrainedNoSessionWhenItComesBack() {
        table.register(instance(1), free(1), START);
        table.drain(instance(1).id(), START);
        table.lose(instance(1).id(), LossReason.LEASE_EXPIRED, START);

        table.register(instance(1), free(1), START);

        assertThat(table.counts()).isEqualTo(new Counts(0, 0, 0, 1, 0));
        assertThat(table.claim(session(1), ANNA, START)).isInstanceOf(Decision.Refused.class);
    }

    @Test
    void learnsFromAnInstanceOfAnEndThatWasToldToTheGatewayBefore() {
        table.register(instance(2), endOf(6), START);

        table.register(instance(1), held(5), START);

        assertIsEnding(EndReason.IDLE);
    }

    @Test
    void endsASessionWhenItLearnsThatItWasOver() {
        table.register(instance(1), held(5), START);

        table.register(instance(2), endOf(6), START);

        assertIsEnding(EndReason.IDLE);
    }

    @Test
    void leavesASessionThatWentOnAfterTheEndThatIsTold() {
        table.register(instance(1), held(7), START);

        table.register(instance(2), endOf(6), START);

        assertThat(table.find(session(1))).extracting(Grant::instance).isEqualTo(instance(1));
    }

    @Test
    void keepsASessionToWhichABindElsewhereGaveWay() {
        table.register(instance(2), free(1), START);
        var elsewhere = ((Decision.Reserved) table.claim(session(1), ANNA, START)).grant();
        table.register(instance(1), held(5), START);
        assertThat(table.ending(START))
                .extracting(SessionEvent.Ending::hold)
                .containsOnly(elsewhere);
        table.ended(elsewhere, told(new SlotReport.Free(elsewhere.epoch(), 2)), START);

        table.register(instance(3), endOf(4), START);
        table.lose(instance(1).id(), LossReason.LEASE_EXPIRED, START);
        table.register(instance(1), held(5), START);

        assertThat(table.find(session(1))).extracting(Grant::instance).isEqualTo(instance(1));
    }

    /// Its instance was silent, its next call was given another and went away, and then the first
    /// one is back: with all that the session has.
    @Test
    void letsASessionGoOnWhereItWasWhenItHasUsedNoInstanceSince() {
        table.register(instance(1), held(5), START);
        table.lose(instance(1).id(), LossReason.LEASE_EXPIRED, START);
        var elsewhere = abandonedOn(2);

        table.register(instance(1), held(5), START);
        assertThat(table.find(session(1))).extracting(Grant::instance).isEqualTo(instance(1));
        table.ended(elsewhere, told(new SlotReport.Free(elsewhere.epoch(), 3)), START);
        assertThat(table.find(session(1))).extracting(Grant::instance).isEqualTo(instance(1));
        assertThat(table.ending(START)).isEmpty();

        table.lose(instance(1).id(), LossReason.LEASE_EXPIRED, START);
        table.register(instance(1), held(5), START);
        assertThat(table.find(session(1))).extracting(Grant::instance).isEqualTo(instance(1));
    }

    @Test
    void letsASessionGoOnWhereItWasWhenAnInstanceThatItHasNotUsedIsLost() {
        table.register(instance(1), held(5), START);
        table.lose(instance(1).id(), LossReason.LEASE_EXPIRED, START);
        abandonedOn(2);
        table.lose(instance(2).id(), LossReason.LEASE_EXPIRED, START);

        table.register(instance(1), held(5), START);

        assertThat(table.find(session(1))).extracting(Grant::instance).isEqualTo(instance(1));
    }

    @Test
    void aSuccessorLearnsThatAGrantWasNeverUsed() {
        var last = new SlotReport.LastEnd(session(1), new Epoch(6), EndReason.NEVER_USED);
        table.register(instance(2), new SlotReport.Free(new Epoch(6), 4, last), START);

        table.register(instance(1), held(5), START);

        assertThat(table.find(session(1))).extracting(Grant::instance).isEqualTo(instance(1));
    }

    /// A grant whose only call goes away before it is sent.
    private Grant abandonedOn(int number) {
        table.register(instance(number), free(1), START);
        var grant = ((Decision.Reserved) table.claim(session(1), ANNA, START)).grant();
        table.settle(grant, told(heldBy(grant, 2)), START);
        table.claim(session(1), ANNA, START);
        table.abandon(grant, START);
        assertThat(table.ending(START))
                .containsExactly(new SessionEvent.Ending(START, grant, EndReason.NEVER_USED));
        return grant;
    }

    @Test
    void keepsALateBindOutWhenTheSessionThatCalledDirectlyHasGone() {
        table.register(instance(1), direct(7), START);
        var renewal = ((Decision.Reserved) table.claim(session(1), ANNA, START)).grant();
        table.cancel(renewal, START);

        table.heartbeat(instance(1).id(), free(8), START);

        assertThat(table.claim(session(2), ANNA, START)).isInstanceOf(Decision.Refused.class);
        assertThat(table.ending(START))
                .containsExactly(new SessionEvent.Ending(START, renewal, EndReason.BIND_UNKNOWN));
        table.ended(renewal, told(new SlotReport.Free(renewal.epoch(), 9)), START);
        assertThat(table.claim(session(2), ANNA, START)).isInstanceOf(Decision.Reserved.class);
    }

    @Test
    void doesNotLetALateRegistrationReplaceTheProcessThatCameAfter() {
        var dead = instance(1);
        var next =
                new Instance(
                        new InstanceId("pod-1-next"), dead.address(), dead.started().plusMillis(1));
        table.register(next, held(5), START);

        assertThat(table.register(dead, free(1), START)).isNull();

        assertThat(table.find(session(1))).extracting(Grant::instance).isEqualTo(next);
        table.lose(next.id(), LossReason.LEASE_EXPIRED, START);
        assertThat(table.register(dead, free(1), START)).isNotNull();
    }

    private static SlotReport held(long epoch) {
        return new SlotReport.Held(session(1), ANNA, new Epoch(epoch), 4);
    }

    private static SlotReport direct(long revision) {
        return new SlotReport.Taken(session(1), Epoch.NONE, revision);
    }

    private static SlotReport endOf(long epoch) {
        var last = new SlotReport.LastEnd(session(1), new Epoch(epoch), EndReason.IDLE);
        return new SlotReport.Free(new Epoch(epoch), 4, last);
    }

    private void assertIsEnding(EndReason reason) {
        assertThat(table.find(session(1))).isNull();
        assertThat(table.ending(START))
                .singleElement()
                .satisfies(
                        ending -> {
                            assertThat(ending.instance()).isEqualTo(instance(1));
                            assertThat(ending.reason()).isEqualTo(reason);
                        });
    }
}
