package io.monopod.gateway.table;

import static io.monopod.gateway.table.TableFixture.ANNA;
import static io.monopod.gateway.table.TableFixture.START;
import static io.monopod.gateway.table.TableFixture.claim;
import static io.monopod.gateway.table.TableFixture.heldBy;
import static io.monopod.gateway.table.TableFixture.hold;
import static io.monopod.gateway.table.TableFixture.instance;
import static io.monopod.gateway.table.TableFixture.register;
import static io.monopod.gateway.table.TableFixture.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.contract.Epoch;
import io.monopod.contract.UserName;
import io.monopod.gateway.assign.AfterEnd;
import io.monopod.gateway.assign.Assignment;
import io.monopod.gateway.assign.Counts;
import io.monopod.gateway.assign.EndReason;
import io.monopod.gateway.assign.Grant;
import io.monopod.gateway.assign.Policy;
import io.monopod.gateway.assign.Refusal;
import io.monopod.gateway.assign.SessionEvent;
import io.monopod.gateway.assign.SlotReport;

import org.junit.jupiter.api.Test;

/// Ends of sessions: by a call, at their instance, or without calls, and the instance's reports of
/// them.
class SessionEndTest {
    private final SessionTable table = TableFixture.table(Policy.EXCLUSIVE);

    @Test
    void callThatEndsItsSessionFreesTheInstance() {
        register(table, 1);
        var grant = hold(table, 1);

        table.endedByCall(grant, AfterEnd.FREE, START);

        assertThat(table.find(session(1))).isNull();
        assertThat(table.counts()).isEqualTo(new Counts(1, 0, 0, 0, 0));
        assertThat(grant.calls().begin(START)).isFalse();
    }

    @Test
    void sessionWithOnlyARefusedCallIsUnused() {
        register(table, 1);
        var grant = hold(table, 1);
        begin(grant);
        table.takeEvents();

        table.refusedByInstance(grant, AfterEnd.FREE, START);

        assertThat(table.takeEvents())
                .containsExactly(
                        new SessionEvent.Ended(START, grant, EndReason.NEVER_USED),
                        new SessionEvent.Freed(START, instance(1)));
    }

    /// The refusal arrives after the call that ended the session.
    @Test
    void endOfAUsedSessionIsAShutdown() {
        register(table, 1);
        var grant = hold(table, 1);
        begin(grant);
        grant.calls().end(START);
        begin(grant);
        table.takeEvents();

        table.refusedByInstance(grant, AfterEnd.FREE, START);

        assertThat(table.takeEvents())
                .containsExactly(
                        new SessionEvent.Ended(START, grant, EndReason.SHUTDOWN),
                        new SessionEvent.Freed(START, instance(1)));
    }

    /// Of two concurrent calls, the instance may have seen the other one first.
    @Test
    void sessionWithARunningCallCountsAsUsed() {
        register(table, 1);
        var grant = hold(table, 1);
        begin(grant);
        begin(grant);
        table.takeEvents();

        table.refusedByInstance(grant, AfterEnd.CLOSED, START);

        assertThat(table.takeEvents())
                .contains(new SessionEvent.Ended(START, grant, EndReason.SHUTDOWN));
    }

    private static void begin(Grant grant) {
        assertThat(grant.calls().begin(START)).isTrue();
    }

    /// The heartbeat is older than the end and arrives after it.
    @Test
    void lateReportOfAnEndedSessionIsIgnored() {
        register(table, 1);
        var grant = hold(table, 1);
        table.endedByCall(grant, AfterEnd.FREE, START);

        table.heartbeat(instance(1).id(), heldBy(grant, 7), START);

        assertThat(table.find(session(1))).isNull();
        assertThat(table.counts().free()).isEqualTo(1);
    }

    /// A heartbeat can overtake the trailers of the call that ended the session.
    @Test
    void reportGivesTheReasonOfAnEnd() {
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
    void reasonOfAnEarlierEndIsIgnored() {
        register(table, 1);
        var grant = hold(table, 1);
        table.takeEvents();

        var earlier = new SlotReport.LastEnd(grant.session(), Epoch.NONE, EndReason.SHUTDOWN);
        table.heartbeat(instance(1).id(), new SlotReport.Free(grant.epoch(), 9, earlier), START);

        assertThat(table.takeEvents())
                .contains(new SessionEvent.Ended(START, grant, EndReason.AT_INSTANCE));
    }

    /// An instance whose session is still ending is busy, not broken.
    @Test
    void endingSessionKeepsItsInstanceBusy() {
        register(table, 1);
        hold(table, 1);
        table.end(session(1), EndReason.IDLE, START);

        assertThat(claim(table, 2)).isInstanceOf(Refusal.AllInstancesBusy.class);
    }

    @Test
    void endOfADirectSessionSurvivesANewReport() {
        var taken = new SlotReport.Taken(session(1), ANNA, new Epoch(7), 3);
        table.register(instance(1), taken, START);
        table.end(session(1), EndReason.FORCED, START);

        table.heartbeat(
                instance(1).id(), new SlotReport.Taken(session(1), ANNA, new Epoch(7), 4), START);

        assertThat(table.ending(START)).hasSize(1);
    }

    @Test
    void sessionEndsIfItsOnlyCallWasNeverSent() {
        register(table, 1);
        var grant = hold(table, 1);
        claim(table, 1);

        table.abandon(grant, START);

        assertThat(table.ending(START))
                .extracting(SessionEvent.Ending::reason)
                .containsExactly(EndReason.NEVER_USED);
    }

    @Test
    void sessionConfirmedByReportEndsWhenItsCallIsCancelled() {
        register(table, 1);
        var decision = (Assignment.Pending) claim(table, 1);
        var acquisition = new Acquisition(table, session(1), ANNA, decision);
        var grant = ((Assignment.Reserved) decision).grant();
        table.heartbeat(instance(1).id(), heldBy(grant, 4), START);

        acquisition.cancelled(START);

        assertThat(table.ending(START))
                .extracting(SessionEvent.Ending::reason)
                .containsExactly(EndReason.NEVER_USED);
    }

    @Test
    void sessionUsedByAnotherCallIsKept() {
        register(table, 1);
        var grant = hold(table, 1);
        claim(table, 1);
        claim(table, 1);

        table.abandon(grant, START);

        assertThat(table.find(session(1))).isEqualTo(grant);
    }

    @Test
    void sessionEndsWithItsOwnersConnectionOnly() {
        register(table, 1);
        var grant = hold(table, 1);

        table.clientGone(session(1), new UserName("mallory"), START);
        assertThat(table.find(session(1))).isEqualTo(grant);
        table.clientGone(session(1), ANNA, START);

        assertThat(table.ending(START))
                .containsExactly(new SessionEvent.Ending(START, grant, EndReason.CLIENT_GONE));
    }

    /// The gateway does not know the direct connections of its client.
    @Test
    void directSessionSurvivesClosedConnections() {
        table.register(instance(1), new SlotReport.Taken(session(1), ANNA, Epoch.NONE, 1), START);

        table.clientGone(session(1), ANNA, START);

        assertThat(table.ending(START)).isEmpty();
    }

    @Test
    void sessionLifecycleEmitsEvents() {
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
