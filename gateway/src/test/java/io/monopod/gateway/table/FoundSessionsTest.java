package io.monopod.gateway.table;

import static io.monopod.gateway.table.TableFixture.ANNA;
import static io.monopod.gateway.table.TableFixture.LEASE;
import static io.monopod.gateway.table.TableFixture.START;
import static io.monopod.gateway.table.TableFixture.free;
import static io.monopod.gateway.table.TableFixture.heldBy;
import static io.monopod.gateway.table.TableFixture.instance;
import static io.monopod.gateway.table.TableFixture.session;
import static io.monopod.gateway.table.TableFixture.slotReply;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.contract.Epoch;
import io.monopod.contract.InstanceId;
import io.monopod.contract.UserName;
import io.monopod.gateway.assign.AfterEnd;
import io.monopod.gateway.assign.Assignment;
import io.monopod.gateway.assign.Counts;
import io.monopod.gateway.assign.EndReason;
import io.monopod.gateway.assign.Grant;
import io.monopod.gateway.assign.Instance;
import io.monopod.gateway.assign.LossReason;
import io.monopod.gateway.assign.Policy;
import io.monopod.gateway.assign.Refusal;
import io.monopod.gateway.assign.SessionEvent;
import io.monopod.gateway.assign.SlotReport;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Set;

/// Sessions that instances report after a gateway's restart, or when an instance returns after it
/// was frozen.
class FoundSessionsTest {
    private final SessionTable table = TableFixture.table(Policy.EXCLUSIVE);

    @Test
    void startGraceFindsReportedSessionsButPlacesNone() {
        var restarted = new SessionTable(Rules.from(START, Policy.EXCLUSIVE, LEASE, LEASE));
        restarted.register(instance(1), free(1), START);
        var held = new SlotReport.Held(session(2), ANNA, new Epoch(5), 4);
        restarted.register(instance(2), held, START);

        assertThat(restarted.claim(session(1), ANNA, START))
                .isEqualTo(new Refusal.GatewayStarting());
        assertThat(restarted.claim(session(2), ANNA, START))
                .isInstanceOfSatisfying(
                        Assignment.Held.class,
                        found -> assertThat(found.grant().instance()).isEqualTo(instance(2)));
        assertThat(restarted.claim(session(1), ANNA, START.plus(LEASE)))
                .isInstanceOf(Assignment.Reserved.class);
    }

    @Test
    void startGraceBeginsAtTheFirstReport() {
        var restarted = new SessionTable(Rules.from(START, Policy.EXCLUSIVE, LEASE, LEASE));
        var late = START.plus(LEASE.multipliedBy(10));
        assertThat(restarted.claim(session(1), ANNA, late))
                .isEqualTo(
                        new Refusal.BackendUnavailable(
                                Refusal.BackendUnavailable.Cause.NONE_REGISTERED));

        restarted.register(instance(1), free(1), late);

        var soon = late.plus(LEASE.dividedBy(2));
        assertThat(restarted.claim(session(1), ANNA, soon))
                .isEqualTo(new Refusal.GatewayStarting());
        assertThat(restarted.claim(session(1), ANNA, late.plus(LEASE)))
                .isInstanceOf(Assignment.Reserved.class);
    }

    @Test
    void startGraceEndsWhenAllExpectedInstancesHaveReported() {
        var next = new SessionTable(Rules.from(START, Policy.EXCLUSIVE, LEASE, LEASE));
        next.expect(Set.of(instance(1).id(), instance(2).id()), START);
        assertThat(next.claim(session(1), ANNA, START)).isEqualTo(new Refusal.GatewayStarting());
        next.register(instance(1), free(1), START);
        assertThat(next.claim(session(1), ANNA, START)).isEqualTo(new Refusal.GatewayStarting());

        next.register(instance(3), free(1), START); // one that the leader before did not know
        assertThat(next.claim(session(1), ANNA, START)).isEqualTo(new Refusal.GatewayStarting());

        next.register(instance(2), free(1), START);

        assertThat(next.claim(session(1), ANNA, START)).isInstanceOf(Assignment.Reserved.class);
    }

    @Test
    void duplicateSessionEndsOnTheLowerEpoch() {
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
    void endingSessionStaysWhereItsCallsRun() {
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
    void reportOlderThanTheLostGrantIsRejected() {
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
    void lostSessionResumesOnItsInstance() {
        table.register(instance(1), held(5), START);
        table.lose(instance(1).id(), LossReason.LEASE_EXPIRED, START);

        table.register(instance(1), held(5), START);

        assertThat(table.find(session(1))).extracting(Grant::instance).isEqualTo(instance(1));
    }

    @Test
    void foundSessionSurvivesACallCancelledBeforeItIsSent() {
        table.register(instance(1), held(5), START);
        var found = ((Assignment.Held) table.claim(session(1), ANNA, START)).grant();

        table.abandon(found, START);

        assertThat(table.ending(START)).isEmpty();
        assertThat(table.find(session(1))).isEqualTo(found);
    }

    @Test
    void directSessionSurvivesACancelledGrant() {
        table.register(instance(1), direct(7), START);
        var renewal = ((Assignment.Reserved) table.claim(session(1), ANNA, START)).grant();

        table.cancel(renewal, START);

        assertThat(table.ending(START)).isEmpty();
        table.heartbeat(instance(1).id(), heldBy(renewal, 8), START);
        assertThat(table.find(session(1))).extracting(Grant::epoch).isEqualTo(renewal.epoch());
    }

    @Test
    void directSessionSurvivesAnUnsentCallUnderItsGrant() {
        table.register(instance(1), direct(7), START);
        var renewal = ((Assignment.Reserved) table.claim(session(1), ANNA, START)).grant();
        table.settle(renewal, slotReply(heldBy(renewal, 8)), START);
        table.claim(session(1), ANNA, START);

        table.abandon(renewal, START);

        assertThat(table.ending(START)).isEmpty();
    }

    @Test
    void reportOfASessionEndedElsewhereIsRejected() {
        table.register(instance(1), held(5), START);
        table.lose(instance(1).id(), LossReason.LEASE_EXPIRED, START);
        table.register(instance(2), free(1), START);
        var grant = ((Assignment.Reserved) table.claim(session(1), ANNA, START)).grant();
        table.settle(grant, slotReply(heldBy(grant, 2)), START);
        table.endedByCall(grant, AfterEnd.FREE, START);

        table.register(instance(1), held(5), START);

        assertIsEnding(EndReason.SHUTDOWN);
    }

    @Test
    void reportOfAForciblyReleasedSessionIsRejected() {
        table.register(instance(1), held(5), START);
        table.end(session(1), EndReason.FORCED, START);
        table.expire(Duration.ZERO, START.plus(Expiry.CONFIRM_WITHIN));
        table.lose(instance(1).id(), LossReason.LEASE_EXPIRED, START);

        table.register(instance(1), held(5), START);

        assertIsEnding(EndReason.FORCED);
    }

    @Test
    void lossIsReportedToTheOwnerOnly() {
        table.register(instance(1), held(5), START);
        table.lose(instance(1).id(), LossReason.LEASE_EXPIRED, START);

        assertThat(table.takeLostSession(session(1), new UserName("mallory"))).isFalse();
        assertThat(table.takeLostSession(session(1), ANNA)).isTrue();
        assertThat(table.takeLostSession(session(1), ANNA)).isFalse();
    }

    @Test
    void drainedInstanceGetsNoSessionAfterReturning() {
        table.register(instance(1), free(1), START);
        table.drain(instance(1).id(), START);
        table.lose(instance(1).id(), LossReason.LEASE_EXPIRED, START);

        table.register(instance(1), free(1), START);

        assertThat(table.counts()).isEqualTo(new Counts(0, 0, 0, 1, 0));
        assertThat(table.claim(session(1), ANNA, START)).isInstanceOf(Refusal.NoInstance.class);
    }

    @Test
    void undrainedInstanceGetsSessionsAlsoAfterReturning() {
        table.register(instance(1), free(1), START);
        table.drain(instance(1).id(), START);
        table.undrain(instance(1).id(), START);
        table.lose(instance(1).id(), LossReason.LEASE_EXPIRED, START);

        table.register(instance(1), free(1), START);

        assertThat(table.claim(session(1), ANNA, START)).isInstanceOf(Assignment.Reserved.class);
    }

    @Test
    void earlierReportOfAnEndEndsTheSession() {
        table.register(instance(2), endOf(6), START);

        table.register(instance(1), held(5), START);

        assertIsEnding(EndReason.IDLE);
    }

    @Test
    void lateReportOfAnEndEndsTheSession() {
        table.register(instance(1), held(5), START);

        table.register(instance(2), endOf(6), START);

        assertIsEnding(EndReason.IDLE);
    }

    @Test
    void reportOfAnOlderEndKeepsTheSession() {
        table.register(instance(1), held(7), START);

        table.register(instance(2), endOf(6), START);

        assertThat(table.find(session(1))).extracting(Grant::instance).isEqualTo(instance(1));
    }

    @Test
    void sessionFoundDuringABindElsewhereIsKept() {
        table.register(instance(2), free(1), START);
        var elsewhere = ((Assignment.Reserved) table.claim(session(1), ANNA, START)).grant();
        table.register(instance(1), held(5), START);
        assertThat(table.ending(START))
                .extracting(SessionEvent.Ending::hold)
                .containsOnly(elsewhere);
        table.ended(elsewhere, slotReply(new SlotReport.Free(elsewhere.epoch(), 2)), START);

        table.register(instance(3), endOf(4), START);
        table.lose(instance(1).id(), LossReason.LEASE_EXPIRED, START);
        table.register(instance(1), held(5), START);

        assertThat(table.find(session(1))).extracting(Grant::instance).isEqualTo(instance(1));
    }

    /// The first instance was silent, the next call got another grant and was cancelled. Then the
    /// first instance returns with the session's state.
    @Test
    void unusedGrantYieldsToTheReturningInstance() {
        table.register(instance(1), held(5), START);
        table.lose(instance(1).id(), LossReason.LEASE_EXPIRED, START);
        var elsewhere = abandonedOn(2);

        table.register(instance(1), held(5), START);
        assertThat(table.find(session(1))).extracting(Grant::instance).isEqualTo(instance(1));
        table.ended(elsewhere, slotReply(new SlotReport.Free(elsewhere.epoch(), 3)), START);
        assertThat(table.find(session(1))).extracting(Grant::instance).isEqualTo(instance(1));
        assertThat(table.ending(START)).isEmpty();

        table.lose(instance(1).id(), LossReason.LEASE_EXPIRED, START);
        table.register(instance(1), held(5), START);
        assertThat(table.find(session(1))).extracting(Grant::instance).isEqualTo(instance(1));
    }

    @Test
    void sessionResumesWhenItsUnusedInstanceIsLost() {
        table.register(instance(1), held(5), START);
        table.lose(instance(1).id(), LossReason.LEASE_EXPIRED, START);
        abandonedOn(2);
        table.lose(instance(2).id(), LossReason.LEASE_EXPIRED, START);

        table.register(instance(1), held(5), START);

        assertThat(table.find(session(1))).extracting(Grant::instance).isEqualTo(instance(1));
    }

    @Test
    void successorLearnsThatAGrantWasNeverUsed() {
        var last = new SlotReport.LastEnd(session(1), new Epoch(6), EndReason.NEVER_USED);
        table.register(instance(2), new SlotReport.Free(new Epoch(6), 4, last), START);

        table.register(instance(1), held(5), START);

        assertThat(table.find(session(1))).extracting(Grant::instance).isEqualTo(instance(1));
    }

    /// A grant whose only call is cancelled before it is sent.
    private Grant abandonedOn(int number) {
        table.register(instance(number), free(1), START);
        var grant = ((Assignment.Reserved) table.claim(session(1), ANNA, START)).grant();
        table.settle(grant, slotReply(heldBy(grant, 2)), START);
        table.claim(session(1), ANNA, START);
        table.abandon(grant, START);
        assertThat(table.ending(START))
                .containsExactly(new SessionEvent.Ending(START, grant, EndReason.NEVER_USED));
        return grant;
    }

    @Test
    void lateBindIsRefusedAfterADirectSessionEnds() {
        table.register(instance(1), direct(7), START);
        var renewal = ((Assignment.Reserved) table.claim(session(1), ANNA, START)).grant();
        table.cancel(renewal, START);

        table.heartbeat(instance(1).id(), free(8), START);

        assertThat(table.claim(session(2), ANNA, START)).isInstanceOf(Refusal.NoInstance.class);
        assertThat(table.ending(START))
                .containsExactly(new SessionEvent.Ending(START, renewal, EndReason.BIND_UNKNOWN));
        table.ended(renewal, slotReply(new SlotReport.Free(renewal.epoch(), 9)), START);
        assertThat(table.claim(session(2), ANNA, START)).isInstanceOf(Assignment.Reserved.class);
    }

    @Test
    void lateRegistrationDoesNotReplaceANewerProcess() {
        var dead = instance(1);
        var next =
                new Instance(
                        new InstanceId("pod-1-next"),
                        dead.cluster(),
                        dead.address(),
                        dead.started().plusMillis(1),
                        dead.key());
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
        return new SlotReport.Taken(session(1), ANNA, Epoch.NONE, revision);
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
