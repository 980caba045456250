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

import io.monopod.gateway.assign.Assignment;
import io.monopod.gateway.assign.Counts;
import io.monopod.gateway.assign.EndReason;
import io.monopod.gateway.assign.Grant;
import io.monopod.gateway.assign.Policy;
import io.monopod.gateway.assign.Quarantine;
import io.monopod.gateway.assign.Refusal;
import io.monopod.gateway.assign.SessionEvent;
import io.monopod.gateway.assign.SlotReport;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;

class ExpiryTest {
    private final SessionTable table =
            new SessionTable(
                    Rules.from(START, Policy.EXCLUSIVE, LEASE, Duration.ZERO)
                            .withSessionIdle(Duration.ofSeconds(10)));

    @Test
    void expiredLeaseReleasesTheSession() {
        register(1);
        hold(1);
        table.register(instance(2), free(1), START.plusSeconds(2));

        table.expire(Duration.ZERO, START.plus(LEASE));
        assertThat(table.counts().bound()).isEqualTo(1);
        table.expire(Duration.ZERO, START.plus(LEASE).plusMillis(1));

        assertThat(table.counts()).isEqualTo(new Counts(1, 0, 0, 0, 0));
        assertThat(table.find(session(1))).isNull();
    }

    @Test
    void simultaneousSilenceEndsNoSession() {
        register(1);
        var first = hold(1);
        register(2);
        var second = hold(2);
        register(3);
        var outage = START.plus(LEASE).plusSeconds(60);

        table.expire(Duration.ZERO, outage);
        assertThat(table.instances()).as("the free instance will register again").hasSize(2);
        assertThat(table.silent(outage))
                .containsExactlyInAnyOrder(first.instance(), second.instance());
        table.heartbeat(first.instance().id(), heldBy(first, 9), outage.plusSeconds(1));
        table.expire(Duration.ZERO, outage.plusSeconds(1));
        table.heartbeat(second.instance().id(), heldBy(second, 9), outage.plusSeconds(2));
        table.expire(Duration.ZERO, outage.plusSeconds(2));

        assertThat(table.find(session(1))).isEqualTo(first);
        assertThat(table.find(session(2))).isEqualTo(second);
    }

    @Test
    void clockJumpDoesNotCountAsSilence() {
        register(1);
        hold(1);
        register(2);
        var stop = START.plus(LEASE.dividedBy(2));
        var resumed = stop.plusSeconds(60);
        // The gateway reads this heartbeat first; the other one is still in its socket.
        table.heartbeat(instance(2).id(), free(1), resumed);

        table.expire(Duration.between(stop, resumed), resumed);
        table.expire(Duration.ZERO, resumed.plus(LEASE.dividedBy(2)));
        assertThat(table.counts()).isEqualTo(new Counts(1, 0, 1, 0, 0));

        table.expire(Duration.ZERO, resumed.plus(LEASE.dividedBy(2)).plusMillis(1));
        assertThat(table.counts()).isEqualTo(new Counts(1, 0, 0, 0, 0));
    }

    @Test
    void instancesGetTimeToReportAfterAClockJump() {
        var restarted = new SessionTable(Rules.from(START, Policy.EXCLUSIVE, LEASE, LEASE));
        restarted.register(instance(1), free(1), START);
        var resumed = START.plusSeconds(60);

        restarted.expire(Duration.ofSeconds(60), resumed);

        assertThat(restarted.claim(session(1), ANNA, resumed))
                .isEqualTo(new Refusal.GatewayStarting());
        assertThat(restarted.claim(session(1), ANNA, resumed.plus(LEASE)))
                .isInstanceOf(Assignment.Reserved.class);
    }

    @Test
    void staggeredReportersCountAsSilentTogether() {
        register(1);
        var early = hold(1);
        register(2);
        hold(2);
        table.heartbeat(instance(2).id(), free(1), START.plusSeconds(1));

        table.expire(Duration.ZERO, START.plus(LEASE).plusMillis(1));
        table.expire(Duration.ZERO, START.plus(LEASE).plusSeconds(2));

        assertThat(table.find(session(1))).isEqualTo(early);
        assertThat(table.counts().bound()).isEqualTo(2);
    }

    @Test
    void silentInstanceIsLostALeaseAfterAnotherReturns() {
        register(1);
        var back = hold(1);
        register(2);
        hold(2);
        var outage = START.plus(LEASE).plusSeconds(60);
        table.expire(Duration.ZERO, outage);

        table.heartbeat(back.instance().id(), heldBy(back, 9), outage.plus(LEASE));
        table.expire(Duration.ZERO, outage.plus(LEASE));

        assertThat(table.find(session(1))).isEqualTo(back);
        assertThat(table.find(session(2))).isNull();
    }

    @Test
    void idleTimeStartsAtTheEndOfAnUnsentCall() {
        register(1);
        var grant = hold(1);
        grant.calls().end(START);
        grant.calls().begin(START);
        stayInTouch(60);

        table.abandon(grant, START.plusSeconds(60));
        stayInTouch(70);

        assertThat(table.ending(START)).isEmpty();
    }

    @Test
    void unusedSessionEndsAfterTheIdleTime() {
        register(1);
        var grant = hold(1);

        stayInTouch(60);
        assertThat(table.ending(START)).as("its call is in progress").isEmpty();
        grant.calls().end(START.plusSeconds(60));
        stayInTouch(70);
        assertThat(table.ending(START)).isEmpty();
        stayInTouch(71);

        assertThat(table.ending(START))
                .containsExactly(new SessionEvent.Ending(START, grant, EndReason.IDLE));
        assertThat(grant.calls().begin(START.plusSeconds(71))).isFalse();
    }

    @Test
    void sessionEndsWithItsLastTokenAfterItsCalls() {
        register(1);
        var grant = hold(1);
        grant.calls().allowUntil(START.plusSeconds(4));
        grant.calls().allowUntil(START.plusSeconds(2));

        stayInTouch(4);
        assertThat(table.ending(START)).as("its call is in progress").isEmpty();
        grant.calls().end(START.plusSeconds(4));
        stayInTouch(4);

        assertThat(table.ending(START))
                .containsExactly(new SessionEvent.Ending(START, grant, EndReason.EXPIRED));
    }

    @Test
    void sessionWithValidOrUnknownTokenIsKept() {
        register(1);
        var good = hold(1);
        good.calls().allowUntil(START.plusSeconds(5));
        good.calls().end(START);
        register(2);
        hold(2).calls().end(START);

        table.expire(Duration.ZERO, START.plusSeconds(3));

        assertThat(table.ending(START)).isEmpty();
    }

    @Test
    void forcedEndReleasesTheSessionOfASilentInstance() {
        register(1);
        var grant = hold(1);
        register(2);
        table.end(session(1), EndReason.FORCED, START);

        var soon = START.plus(Expiry.CONFIRM_WITHIN);
        table.expire(Duration.ZERO, soon.minusMillis(1));
        assertThat(claim(1, soon)).isInstanceOf(Assignment.Unsettled.class);
        table.expire(Duration.ZERO, soon);

        assertThat(claim(1, soon))
                .isInstanceOfSatisfying(
                        Assignment.Reserved.class,
                        reserved -> {
                            assertThat(reserved.grant().instance()).isEqualTo(instance(2));
                            assertThat(reserved.grant().epoch()).isGreaterThan(grant.epoch());
                        });
        assertThat(table.takeEvents())
                .contains(
                        new SessionEvent.Ended(soon, grant, EndReason.FORCED),
                        new SessionEvent.Quarantined(
                                soon, grant.instance(), Quarantine.UNCONFIRMED));
    }

    @Test
    void forciblyReleasedInstanceStaysUnusedUntilItConfirms() {
        register(1);
        var grant = hold(1);
        table.end(session(1), EndReason.FORCED, START);
        table.expire(Duration.ZERO, START.plusSeconds(1));
        var now = START.plusSeconds(2);

        table.heartbeat(grant.instance().id(), heldBy(grant, 9), now);
        assertThat(claim(2, now)).isInstanceOf(Refusal.AllInstancesBusy.class);
        assertThat(table.ending(now))
                .as("the end is repeated")
                .containsExactly(new SessionEvent.Ending(now, grant, EndReason.FORCED));
        table.ended(grant, slotReply(new SlotReport.Free(grant.epoch(), 10)), now);

        assertThat(claim(2, now)).isInstanceOf(Assignment.Reserved.class);
    }

    @Test
    void forciblyReleasedInstanceIsLostWithItsLease() {
        register(1);
        hold(1);
        table.end(session(1), EndReason.FORCED, START);
        table.expire(Duration.ZERO, START.plusSeconds(1));

        table.expire(Duration.ZERO, START.plus(LEASE).plusMillis(1));

        assertThat(table.counts().registered()).isZero();
    }

    @Test
    void endingSessionCanBeForced() {
        register(1);
        hold(1);
        register(2);
        table.end(session(1), EndReason.IDLE, START);
        table.end(session(1), EndReason.FORCED, START);
        table.end(session(1), EndReason.CLIENT_GONE, START);

        table.expire(Duration.ZERO, START.plusSeconds(1));

        assertThat(claim(1, START.plusSeconds(1))).isInstanceOf(Assignment.Reserved.class);
    }

    private Assignment claim(int number, Instant now) {
        return table.claim(session(number), ANNA, now);
    }

    private void register(int number) {
        table.register(instance(number), free(1), START);
    }

    private Grant hold(int number) {
        var grant = ((Assignment.Reserved) table.claim(session(number), ANNA, START)).grant();
        table.settle(grant, slotReply(heldBy(grant, 2)), START);
        table.claim(session(number), ANNA, START);
        return grant;
    }

    /// Time passes, and the first instance reports meanwhile.
    private void stayInTouch(int seconds) {
        var now = START.plusSeconds(seconds);
        table.heartbeat(instance(1).id(), free(1), now);
        table.expire(Duration.ZERO, now);
    }
}
