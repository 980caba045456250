package io.monopod.gateway.assign;

import static io.monopod.gateway.assign.TableFixture.ANNA;
import static io.monopod.gateway.assign.TableFixture.START;
import static io.monopod.gateway.assign.TableFixture.claim;
import static io.monopod.gateway.assign.TableFixture.heldBy;
import static io.monopod.gateway.assign.TableFixture.hold;
import static io.monopod.gateway.assign.TableFixture.instance;
import static io.monopod.gateway.assign.TableFixture.register;
import static io.monopod.gateway.assign.TableFixture.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.contract.Epoch;
import io.monopod.contract.UserName;

import org.junit.jupiter.api.Test;

/// Sessions that end: by a call, at their instance, for want of a call, and what the instance says
/// of it.
class SessionEndTest {
    private final SessionTable table = TableFixture.table(Policy.EXCLUSIVE);

    @Test
    void freesTheInstanceWhenACallHasEndedItsSession() {
        register(table, 1);
        var grant = hold(table, 1);

        table.endedByCall(grant, AfterEnd.FREE, START);

        assertThat(table.find(session(1))).isNull();
        assertThat(table.counts()).isEqualTo(new Counts(1, 0, 0, 0, 0));
        assertThat(grant.usage().begin(START)).isFalse();
    }

    /// The instance's heartbeat from before the end overtakes nothing: it comes late.
    @Test
    void ignoresALateReportOfASessionThatHasEnded() {
        register(table, 1);
        var grant = hold(table, 1);
        table.endedByCall(grant, AfterEnd.FREE, START);

        table.heartbeat(instance(1).id(), heldBy(grant, 7), START);

        assertThat(table.find(session(1))).isNull();
        assertThat(table.counts().free()).isEqualTo(1);
    }

    /// A heartbeat can overtake the trailers of the call that ended the session.
    @Test
    void knowsFromAReportWhyASessionHasEnded() {
        register(table, 1);
        var grant = hold(table, 1);
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
        register(table, 1);
        var grant = hold(table, 1);
        table.takeEvents();

        var earlier = new SlotReport.LastEnd(grant.session(), Epoch.NONE, EndReason.SHUTDOWN);
        table.heartbeat(instance(1).id(), new SlotReport.Free(grant.epoch(), 9, earlier), START);

        assertThat(table.takeEvents())
                .contains(new SessionEvent.Ended(START, grant, EndReason.AT_INSTANCE));
    }

    /// An instance that has not given its session back yet is busy, not out of order.
    @Test
    void saysThatAllAreBusyWhileASessionIsEnding() {
        register(table, 1);
        hold(table, 1);
        table.end(session(1), EndReason.IDLE, START);

        assertThat(claim(table, 2)).isInstanceOf(Decision.AllBusy.class);
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
        register(table, 1);
        var grant = hold(table, 1);
        claim(table, 1);

        table.abandon(grant, START);

        assertThat(table.ending(START))
                .extracting(SessionEvent.Ending::reason)
                .containsExactly(EndReason.NEVER_USED);
    }

    @Test
    void endsASessionWhoseCallWentAwayAfterAReportHadConfirmedIt() {
        register(table, 1);
        var decision = (Decision.Pending) claim(table, 1);
        var acquisition = new Acquisition(table, session(1), ANNA, decision);
        var grant = ((Decision.Reserved) decision).grant();
        table.heartbeat(instance(1).id(), heldBy(grant, 4), START);

        acquisition.cancelled(START);

        assertThat(table.ending(START))
                .extracting(SessionEvent.Ending::reason)
                .containsExactly(EndReason.NEVER_USED);
    }

    @Test
    void keepsASessionThatAnotherCallIsUsing() {
        register(table, 1);
        var grant = hold(table, 1);
        claim(table, 1);
        claim(table, 1);

        table.abandon(grant, START);

        assertThat(table.find(session(1))).isEqualTo(grant);
    }

    @Test
    void endsWhenItsOwnerIsGoneAndNotWhenSomebodyElseIs() {
        register(table, 1);
        var grant = hold(table, 1);

        table.clientGone(session(1), new UserName("mallory"), START);
        assertThat(table.find(session(1))).isEqualTo(grant);
        table.clientGone(session(1), ANNA, START);

        assertThat(table.ending(START))
                .containsExactly(new SessionEvent.Ending(START, grant, EndReason.CLIENT_GONE));
    }

    /// Its client has connections that the gateway knows nothing of.
    @Test
    void aSessionThatNoGatewayGrantedDoesNotEndWithAnybodysConnections() {
        table.register(instance(1), new SlotReport.Taken(session(1), Epoch.NONE, 1), START);

        table.clientGone(session(1), ANNA, START);

        assertThat(table.ending(START)).isEmpty();
    }

    @Test
    void tellsTheLifeOfASessionAsEvents() {
        register(table, 1);
        var grant = hold(table, 1);
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
}
