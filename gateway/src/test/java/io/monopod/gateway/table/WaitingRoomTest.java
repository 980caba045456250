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
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.gateway.assign.AfterEnd;
import io.monopod.gateway.assign.Assignment;
import io.monopod.gateway.assign.Grant;
import io.monopod.gateway.assign.Hold;
import io.monopod.gateway.assign.InstanceState;
import io.monopod.gateway.assign.InstanceView;
import io.monopod.gateway.assign.Policy;
import io.monopod.gateway.assign.QueuePlace;
import io.monopod.gateway.assign.Refusal;
import io.monopod.gateway.assign.Reply;
import io.monopod.gateway.assign.SessionEvent;
import io.monopod.gateway.assign.SlotReport;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

class WaitingRoomTest {
    private static final Rules RULES =
            Rules.from(START, Policy.EXCLUSIVE, LEASE, Duration.ZERO).withPlaces(3);

    private final SessionTable table = new SessionTable(RULES);

    @Test
    void headGetsAReleasedInstanceAtOnce() {
        var held = hold(1);
        enter(2);
        enter(3);

        table.endedByCall(held, AfterEnd.FREE, START);

        assertThat(queue()).containsExactly(session(3));
        assertThat(poll(2)).isInstanceOf(Assignment.Reserved.class);
        assertThat(poll(3)).isEqualTo(new Assignment.Waiting(session(3)));
    }

    @Test
    void headGetsAnUndrainedInstance() {
        register(1);
        table.drain(instance(1).id(), START);
        enter(2);

        table.undrain(instance(1).id(), START);

        assertThat(reservedFor()).containsExactly(session(2));
    }

    @Test
    void newcomerDoesNotOvertakeTheQueue() {
        var held = hold(1);
        enter(2);

        table.endedByCall(held, AfterEnd.FREE, START);

        assertThat(claim(4))
                .isInstanceOfSatisfying(
                        Refusal.AllInstancesBusy.class,
                        busy -> assertThat(busy.waiting()).isZero());
        assertThat(poll(2)).isInstanceOf(Assignment.Reserved.class);
    }

    @Test
    void departedWaiterGetsNothing() {
        var held = hold(1);
        enter(2);
        enter(3);

        leave(2);
        table.endedByCall(held, AfterEnd.FREE, START);

        assertThat(reservedFor()).containsExactly(session(3));
    }

    /// Its client went away after the reservation, before the call knew of it.
    @Test
    void reservationOfADepartedWaiterGoesToTheNext() {
        var held = hold(1);
        enter(2);
        enter(3);
        table.endedByCall(held, AfterEnd.FREE, START);

        leave(2);

        assertThat(reservedFor()).containsExactly(session(3));
        assertThat(queue()).isEmpty();
    }

    @Test
    void failedBindKeepsTheWaitersPlace() {
        var held = hold(1);
        enter(2);
        enter(3);
        table.endedByCall(held, AfterEnd.FREE, START);
        var grant = ((Assignment.Reserved) poll(2)).grant();

        table.settle(grant, new Reply.Gone(), START);

        assertThat(queue()).containsExactly(session(2), session(3));
        register(2);
        assertThat(reservedFor()).containsExactly(session(2));
    }

    @Test
    void callsOfASessionShareOnePlaceAndOneBinds() {
        var held = hold(1);
        enter(2);
        enter(2);

        assertThat(queue()).containsExactly(session(2));
        table.endedByCall(held, AfterEnd.FREE, START);

        assertThat(poll(2)).isInstanceOf(Assignment.Reserved.class);
        assertThat(poll(2)).isInstanceOf(Assignment.Unsettled.class);
    }

    @Test
    void placeIsKeptUntilTheLastCallLeaves() {
        hold(1);
        enter(2);
        enter(2);

        leave(2);
        assertThat(queue()).containsExactly(session(2));
        leave(2);
        assertThat(queue()).isEmpty();
    }

    @Test
    void anotherUserDoesNotShareAPlace() {
        hold(1);
        enter(2);

        assertThat(table.enter(session(2), new UserName("bob"), START))
                .isEqualTo(new Refusal.NotOwner());
    }

    @Test
    void sessionFoundOnAnInstanceStopsWaiting() {
        hold(1);
        enter(2);

        table.register(instance(2), new SlotReport.Held(session(2), ANNA, new Epoch(1), 1), START);

        assertThat(queue()).isEmpty();
        assertThat(poll(2)).isInstanceOf(Assignment.Held.class);
    }

    @Test
    void fullQueueGivesAnEstimate() {
        hold(1);
        List.of(2, 3, 4).forEach(this::enter);

        assertThat(table.enter(session(5), ANNA, START))
                .isEqualTo(new Refusal.QueueFull(4, 3, Duration.ofSeconds(40)));
    }

    @Test
    void timedOutWaiterLearnsItsPosition() {
        hold(1);
        enter(2);
        enter(3);

        assertThat(table.timeOut(session(3), ANNA, START))
                .isEqualTo(new Refusal.QueueTimeout(2, 2, Duration.ofSeconds(20)));
        leave(3);
        assertThat(queue()).containsExactly(session(2));
    }

    @Test
    void callDuringStartGraceWaitsForItsEnd() {
        var ready = START.plus(LEASE);
        var starting = new SessionTable(Rules.from(START, Policy.EXCLUSIVE, LEASE, LEASE));
        starting.register(instance(1), free(1), START);

        assertThat(starting.enter(session(1), ANNA, START))
                .isEqualTo(new Assignment.Waiting(session(1)));

        assertThat(starting.claim(session(2), ANNA, ready))
                .isInstanceOf(Refusal.AllInstancesBusy.class);
        assertThat(starting.poll(session(1), ANNA, ready)).isInstanceOf(Assignment.Reserved.class);
    }

    @Test
    void nobodyWaitsWithoutInstances() {
        assertThat(table.enter(session(1), ANNA, START))
                .isEqualTo(
                        new Refusal.BackendUnavailable(
                                Refusal.BackendUnavailable.Cause.NONE_REGISTERED));
    }

    @Test
    void nobodyWaitsUnderTheStrictPolicy() {
        var strict = TableFixture.table(Policy.STRICT);
        strict.register(instance(1), new SlotReport.Starting(Epoch.NONE, 1), START);

        assertThat(strict.enter(session(1), ANNA, START))
                .isEqualTo(new Refusal.NoAvailableInstances());
    }

    @Test
    void joiningAndLeavingEmitEvents() {
        hold(1);
        table.takeEvents();
        enter(2);
        table.leave(session(2), START.plusSeconds(2));

        assertThat(table.takeEvents())
                .containsExactly(
                        new SessionEvent.Waiting(START, session(2), 1),
                        new SessionEvent.LeftQueue(
                                START.plusSeconds(2), session(2), Duration.ofSeconds(2)));
    }

    private Grant hold(int number) {
        register(number);
        var grant = ((Assignment.Reserved) claim(number)).grant();
        table.settle(grant, slotReply(heldBy(grant, 2)), START);
        return grant;
    }

    private void register(int number) {
        table.register(instance(number), free(1), START);
    }

    private Assignment claim(int number) {
        return table.claim(session(number), ANNA, START);
    }

    private void enter(int number) {
        assertThat(table.enter(session(number), ANNA, START))
                .isEqualTo(new Assignment.Waiting(session(number)));
    }

    private Assignment poll(int number) {
        return table.poll(session(number), ANNA, START);
    }

    private void leave(int number) {
        table.leave(session(number), START);
    }

    private List<SessionId> queue() {
        return table.queue().stream().map(QueuePlace::session).toList();
    }

    private List<SessionId> reservedFor() {
        return table.instances().stream()
                .filter(view -> view.state() == InstanceState.RESERVED)
                .map(InstanceView::hold)
                .filter(Grant.class::isInstance)
                .map(Hold::session)
                .toList();
    }
}
