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

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;

class ExpiryTest {
    private final SessionTable table =
            new SessionTable(
                    Rules.from(START, Policy.EXCLUSIVE, LEASE, Duration.ZERO)
                            .withSessionIdle(Duration.ofSeconds(10)));

    @Test
    void freesASessionWhoseInstanceWasSilentForTheLease() {
        register(1);
        hold(1);
        table.register(instance(2), free(1), START.plusSeconds(2));

        table.expire(START.plus(LEASE));
        assertThat(table.counts().bound()).isEqualTo(1);
        table.expire(START.plus(LEASE).plusMillis(1));

        assertThat(table.counts()).isEqualTo(new Counts(1, 0, 0, 0, 0));
        assertThat(table.find(session(1))).isNull();
    }

    @Test
    void endsNoSessionWhenAllInstancesFallSilentAtOnce() {
        register(1);
        var first = hold(1);
        register(2);
        var second = hold(2);
        register(3);
        var outage = START.plus(LEASE).plusSeconds(60);

        table.expire(outage);
        assertThat(table.instances()).as("the free one will register again").hasSize(2);
        assertThat(table.silent(outage))
                .containsExactlyInAnyOrder(first.instance(), second.instance());
        table.heartbeat(first.instance().id(), heldBy(first, 9), outage.plusSeconds(1));
        table.expire(outage.plusSeconds(1));
        table.heartbeat(second.instance().id(), heldBy(second, 9), outage.plusSeconds(2));
        table.expire(outage.plusSeconds(2));

        assertThat(table.find(session(1))).isEqualTo(first);
        assertThat(table.find(session(2))).isEqualTo(second);
    }

    @Test
    void doesNotCountTheTimeInWhichTheGatewayStoodStill() {
        register(1);
        hold(1);
        register(2);
        var stop = START.plus(LEASE.dividedBy(2));
        var goesOn = stop.plusSeconds(60);
        // It is read first, and what the other has said is still in its socket.
        table.heartbeat(instance(2).id(), free(1), goesOn);

        table.stoodStill(Duration.between(stop, goesOn), goesOn);
        table.expire(goesOn.plus(LEASE.dividedBy(2)));
        assertThat(table.counts()).isEqualTo(new Counts(1, 0, 1, 0, 0));

        table.expire(goesOn.plus(LEASE.dividedBy(2)).plusMillis(1));
        assertThat(table.counts()).isEqualTo(new Counts(1, 0, 0, 0, 0));
    }

    @Test
    void givesInstancesTheirTimeToReportThoughTheGatewayStoodStill() {
        var restarted = new SessionTable(Rules.from(START, Policy.EXCLUSIVE, LEASE, LEASE));
        restarted.register(instance(1), free(1), START);
        var goesOn = START.plusSeconds(60);

        restarted.stoodStill(Duration.ofSeconds(60), goesOn);

        assertThat(restarted.claim(session(1), ANNA, goesOn)).isEqualTo(new Decision.Starting());
        assertThat(restarted.claim(session(1), ANNA, goesOn.plus(LEASE)))
                .isInstanceOf(Decision.Reserved.class);
    }

    @Test
    void takesInstancesThatReportedOneAfterTheOtherForSilentAtOnce() {
        register(1);
        var early = hold(1);
        register(2);
        hold(2);
        table.heartbeat(instance(2).id(), free(1), START.plusSeconds(1));

        table.expire(START.plus(LEASE).plusMillis(1));
        table.expire(START.plus(LEASE).plusSeconds(2));

        assertThat(table.find(session(1))).isEqualTo(early);
        assertThat(table.counts().bound()).isEqualTo(2);
    }

    @Test
    void losesWhatStaysSilentALeaseAfterAnotherIsHeardAgain() {
        register(1);
        var back = hold(1);
        register(2);
        hold(2);
        var outage = START.plus(LEASE).plusSeconds(60);
        table.expire(outage);

        table.heartbeat(back.instance().id(), heldBy(back, 9), outage.plus(LEASE));
        table.expire(outage.plus(LEASE));

        assertThat(table.find(session(1))).isEqualTo(back);
        assertThat(table.find(session(2))).isNull();
    }

    @Test
    void countsTheIdleTimeFromTheEndOfACallThatCouldNotBeSent() {
        register(1);
        var grant = hold(1);
        grant.usage().end(START);
        grant.usage().begin(START);
        stayInTouch(60);

        table.abandon(grant, START.plusSeconds(60));
        stayInTouch(70);

        assertThat(table.ending(START)).isEmpty();
    }

    @Test
    void endsASessionThatNobodyUsesForTheIdleTime() {
        register(1);
        var grant = hold(1);

        stayInTouch(60);
        assertThat(table.ending(START)).as("its call is in progress").isEmpty();
        grant.usage().end(START.plusSeconds(60));
        stayInTouch(70);
        assertThat(table.ending(START)).isEmpty();
        stayInTouch(71);

        assertThat(table.ending(START))
                .containsExactly(new SessionEvent.Ending(START, grant, EndReason.IDLE));
        assertThat(grant.usage().begin(START.plusSeconds(71))).isFalse();
    }

    @Test
    void endsASessionWithItsLastTokenOnceItsCallsAreOver() {
        register(1);
        var grant = hold(1);
        grant.usage().allowUntil(START.plusSeconds(4));
        grant.usage().allowUntil(START.plusSeconds(2));

        stayInTouch(4);
        assertThat(table.ending(START)).as("its call is in progress").isEmpty();
        grant.usage().end(START.plusSeconds(4));
        stayInTouch(4);

        assertThat(table.ending(START))
                .containsExactly(new SessionEvent.Ending(START, grant, EndReason.EXPIRED));
    }

    @Test
    void endsNoSessionWhoseTokenIsGoodOrNotKnown() {
        register(1);
        var good = hold(1);
        good.usage().allowUntil(START.plusSeconds(5));
        good.usage().end(START);
        register(2);
        hold(2).usage().end(START);

        table.expire(START.plusSeconds(3));

        assertThat(table.ending(START)).isEmpty();
    }

    @Test
    void letsASessionGoThatWasEndedByForceThoughItsInstanceSaysNothing() {
        register(1);
        var grant = hold(1);
        register(2);
        table.end(session(1), EndReason.FORCED, START);

        var soon = START.plus(Expiry.CONFIRM_WITHIN);
        table.expire(soon.minusMillis(1));
        assertThat(claim(1, soon)).isInstanceOf(Decision.Unsettled.class);
        table.expire(soon);

        assertThat(claim(1, soon))
                .isInstanceOfSatisfying(
                        Decision.Reserved.class,
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
    void givesTheInstanceOfASessionThatWasLetGoToNobodyUntilItConfirms() {
        register(1);
        var grant = hold(1);
        table.end(session(1), EndReason.FORCED, START);
        table.expire(START.plusSeconds(1));
        var now = START.plusSeconds(2);

        table.heartbeat(grant.instance().id(), heldBy(grant, 9), now);
        assertThat(claim(2, now)).isInstanceOf(Decision.AllBusy.class);
        assertThat(table.ending(now))
                .as("it is told again and again")
                .containsExactly(new SessionEvent.Ending(now, grant, EndReason.FORCED));
        table.ended(grant, told(new SlotReport.Free(grant.epoch(), 10)), now);

        assertThat(claim(2, now)).isInstanceOf(Decision.Reserved.class);
    }

    @Test
    void losesTheInstanceOfASessionThatWasLetGoWhenItsLeaseRunsOut() {
        register(1);
        hold(1);
        table.end(session(1), EndReason.FORCED, START);
        table.expire(START.plusSeconds(1));

        table.expire(START.plus(LEASE).plusMillis(1));

        assertThat(table.counts().registered()).isZero();
    }

    @Test
    void forcesTheEndOfASessionThatIsEndingForAnotherReason() {
        register(1);
        hold(1);
        register(2);
        table.end(session(1), EndReason.IDLE, START);
        table.end(session(1), EndReason.FORCED, START);
        table.end(session(1), EndReason.CLIENT_GONE, START);

        table.expire(START.plusSeconds(1));

        assertThat(claim(1, START.plusSeconds(1))).isInstanceOf(Decision.Reserved.class);
    }

    private Decision claim(int number, Instant now) {
        return table.claim(session(number), ANNA, now);
    }

    private void register(int number) {
        table.register(instance(number), free(1), START);
    }

    private Grant hold(int number) {
        var grant = ((Decision.Reserved) table.claim(session(number), ANNA, START)).grant();
        table.settle(grant, told(heldBy(grant, 2)), START);
        table.claim(session(number), ANNA, START);
        return grant;
    }

    /// The first instance reports, and time is seen to pass.
    private void stayInTouch(int seconds) {
        var now = START.plusSeconds(seconds);
        table.heartbeat(instance(1).id(), free(1), now);
        table.expire(now);
    }
}
