package io.monopod.gateway.table;

import static io.monopod.gateway.table.TableFixture.ANNA;
import static io.monopod.gateway.table.TableFixture.LEASE;
import static io.monopod.gateway.table.TableFixture.START;
import static io.monopod.gateway.table.TableFixture.claim;
import static io.monopod.gateway.table.TableFixture.heldBy;
import static io.monopod.gateway.table.TableFixture.hold;
import static io.monopod.gateway.table.TableFixture.instance;
import static io.monopod.gateway.table.TableFixture.register;
import static io.monopod.gateway.table.TableFixture.reserve;
import static io.monopod.gateway.table.TableFixture.session;
import static io.monopod.gateway.table.TableFixture.slotReply;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.contract.Epoch;
import io.monopod.gateway.assign.AfterEnd;
import io.monopod.gateway.assign.Assignment;
import io.monopod.gateway.assign.Counts;
import io.monopod.gateway.assign.EndReason;
import io.monopod.gateway.assign.Policy;
import io.monopod.gateway.assign.Quarantine;
import io.monopod.gateway.assign.Refusal;
import io.monopod.gateway.assign.Reply;
import io.monopod.gateway.assign.SessionEvent;
import io.monopod.gateway.assign.SlotReport;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/// Instances that do not bind, or do not confirm an end, delay sessions but do not block them.
class FailedBindTest {
    private static final Duration TICK = Duration.ofMillis(100);

    /// By this time the suspension after two failures is over; after three failures it is not much
    /// earlier.
    private static final Instant LATER = START.plusSeconds(4);

    private final SessionTable table = TableFixture.table(Policy.EXCLUSIVE);

    static Stream<Reply> failures() {
        return Stream.of(new Reply.NotDone(), new Reply.Unknown(), slotReply(TableFixture.free(2)));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void failedBindSuspendsAnInstanceThatReportsFree(Reply failure) {
        register(table, 1);
        var grant = reserve(table, 1);

        table.settle(grant, failure, START);
        table.ended(grant, slotReply(new SlotReport.Free(grant.epoch(), 3)), START);
        reportFree(grant.epoch(), 4, START);

        assertThat(table.counts().quarantined()).isEqualTo(1);
        assertThat(claim(table, 2)).isEqualTo(new Refusal.NoAvailableInstances());
        assertThat(detail()).isEqualTo(Quarantine.BIND_FAILED.label());
        reportFree(grant.epoch(), 5, START.plusSeconds(2));
        assertThat(table.counts().free()).isEqualTo(1);
    }

    @Test
    void suspensionGrowsWithEachFailure() {
        register(table, 1);
        failTwice();

        reportFree(Epoch.NONE, 7, START.plusMillis(1_000).plusMillis(900));
        assertThat(table.counts().free()).as("at most half of two seconds are over").isZero();
        reportFree(Epoch.NONE, 8, LATER.plusSeconds(2));
        assertThat(table.counts().free()).isEqualTo(1);
    }

    private void failTwice() {
        fail(START);
        reportFree(Epoch.NONE, 5, START.plusMillis(1_500));
        fail(START.plusMillis(1_500));
    }

    private void fail(Instant now) {
        var decision = (Assignment.Reserved) table.claim(session(1), ANNA, now);
        table.settle(decision.grant(), new Reply.NotDone(), now);
    }

    @Test
    void successfulBindClearsOldFailures() {
        register(table, 1);
        failTwice();
        reportFree(Epoch.NONE, 8, LATER.plusSeconds(2));
        var good =
                ((Assignment.Reserved) table.claim(session(1), ANNA, LATER.plusSeconds(2))).grant();
        table.settle(good, slotReply(heldBy(good, 9)), LATER.plusSeconds(2));
        table.endedByCall(good, AfterEnd.FREE, LATER.plusSeconds(2));
        assertThat(table.counts().free()).isEqualTo(1);

        fail(LATER.plusSeconds(2));

        reportFree(good.epoch(), 10, LATER.plusMillis(3_500));
        assertThat(table.counts().free()).isEqualTo(1);
    }

    @Test
    void cancelledCallDuringBindIsNotAFailure() {
        register(table, 1);
        var grant = reserve(table, 1);

        table.cancel(grant, START);
        table.ended(grant, slotReply(new SlotReport.Free(grant.epoch(), 2)), START);

        assertThat(table.counts().free()).isEqualTo(1);
    }

    @Test
    void sessionMovesWhenBindAndReleaseBothFail() {
        register(table, 1);
        register(table, 2);
        var silent = reserve(table, 1);
        table.settle(silent, new Reply.Unknown(), START);
        var soon = START.plus(Expiry.CONFIRM_WITHIN).plus(TICK);

        table.expire(Duration.ZERO, soon);
        var second = ((Assignment.Reserved) table.claim(session(1), ANNA, soon)).grant();

        assertThat(second.instance()).isNotEqualTo(silent.instance());
        assertThat(second.epoch()).isGreaterThan(silent.epoch());
        assertThat(table.counts()).isEqualTo(new Counts(0, 1, 0, 0, 1));
        assertThat(table.ending(soon))
                .as("the end is repeated until it is confirmed")
                .extracting(SessionEvent.Ending::hold)
                .containsExactly(silent);
    }

    @Test
    void lateBindIsEndedAfterTheSessionMoved() {
        register(table, 1);
        register(table, 2);
        var late = reserve(table, 1);
        table.settle(late, new Reply.Unknown(), START);
        var soon = START.plus(Expiry.CONFIRM_WITHIN).plus(TICK);
        table.expire(Duration.ZERO, soon);
        var second = ((Assignment.Reserved) table.claim(session(1), ANNA, soon)).grant();
        table.settle(second, slotReply(heldBy(second, 2)), soon);

        table.heartbeat(late.instance().id(), heldBy(late, 2), soon);

        assertThat(table.find(session(1))).isEqualTo(second);
        assertThat(table.counts()).isEqualTo(new Counts(0, 0, 1, 0, 1));
        assertThat(table.ending(soon)).extracting(SessionEvent.Ending::hold).containsExactly(late);
    }

    @Test
    void unconfirmedEndReleasesTheSessionAfterALease() {
        register(table, 1);
        register(table, 2);
        var grant = hold(table, 1);
        table.end(session(1), EndReason.IDLE, START);
        keepAlive(LEASE.minusMillis(1));
        assertThat(table.claim(session(1), ANNA, START.plus(LEASE).minusMillis(1)))
                .isEqualTo(new Assignment.Unsettled(grant.instance().id(), grant.epoch()));

        keepAlive(LEASE);

        assertThat(table.claim(session(1), ANNA, START.plus(LEASE)))
                .isInstanceOfSatisfying(
                        Assignment.Reserved.class,
                        reserved ->
                                assertThat(reserved.grant().instance())
                                        .isNotEqualTo(grant.instance()));
        assertThat(table.counts().quarantined()).isEqualTo(1);
    }

    private void keepAlive(Duration after) {
        for (int number = 1; number <= 2; number++) {
            table.heartbeat(instance(number).id(), TableFixture.free(1), START.plus(after));
        }
        table.expire(Duration.ZERO, START.plus(after));
    }

    @Test
    void failedBindOfADirectSessionIsNotRepeatedPerCall() {
        register(table, 2);
        table.register(
                instance(1),
                new SlotReport.Taken(session(1), TableFixture.ANNA, Epoch.NONE, 3),
                START);
        var renewal = reserve(table, 1);

        table.settle(renewal, new Reply.Unknown(), START);

        assertThat(claim(table, 1))
                .isEqualTo(
                        new Refusal.BackendUnavailable(
                                Refusal.BackendUnavailable.Cause.OWN_NOT_BOUND));
        assertThat(table.enter(session(1), ANNA, START))
                .as("it has an instance, so it does not wait")
                .isEqualTo(
                        new Refusal.BackendUnavailable(
                                Refusal.BackendUnavailable.Cause.OWN_NOT_BOUND));
        assertThat(table.queue()).isEmpty();
        assertThat(table.claim(session(1), ANNA, START.plusSeconds(2)))
                .isInstanceOf(Assignment.Reserved.class);
    }

    private void reportFree(Epoch epoch, long revision, Instant now) {
        table.heartbeat(instance(1).id(), new SlotReport.Free(epoch, revision), now);
    }

    private String detail() {
        return table.instances().getFirst().detail();
    }
}
