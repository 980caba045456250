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
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

class WaitingRoomTest {
    private static final Rules RULES =
            Rules.from(START, Policy.EXCLUSIVE, LEASE, Duration.ZERO).withPlaces(3);

    private final SessionTable table = new SessionTable(RULES);

    @Test
    void theHeadGetsAnInstanceAtOnceWhenOneIsGivenBack() {
        var held = hold(1);
        enter(2);
        enter(3);

        table.endedByCall(held, AfterEnd.FREE, START);

        assertThat(line()).containsExactly(session(3));
        assertThat(turn(2)).isInstanceOf(Decision.Reserved.class);
        assertThat(turn(3)).isEqualTo(new Decision.Waiting(session(3)));
    }

    @Test
    void aNewcomerFindsNothingFreeWhileOthersWait() {
        var held = hold(1);
        enter(2);

        table.endedByCall(held, AfterEnd.FREE, START);

        assertThat(claim(4))
                .isInstanceOfSatisfying(
                        Decision.AllBusy.class, busy -> assertThat(busy.waiting()).isZero());
        assertThat(turn(2)).isInstanceOf(Decision.Reserved.class);
    }

    @Test
    void oneThatHasLeftGetsNothing() {
        var held = hold(1);
        enter(2);
        enter(3);

        leave(2);
        table.endedByCall(held, AfterEnd.FREE, START);

        assertThat(reservedFor()).containsExactly(session(3));
    }

    /// Its turn came, and its client went away before the call could know.
    @Test
    void whatWasReservedForOneThatLeavesGoesToTheNext() {
        var held = hold(1);
        enter(2);
        enter(3);
        table.endedByCall(held, AfterEnd.FREE, START);

        leave(2);

        assertThat(reservedFor()).containsExactly(session(3));
        assertThat(line()).isEmpty();
    }

    @Test
    void oneWhoseInstanceComesToNothingStandsWhereItStood() {
        var held = hold(1);
        enter(2);
        enter(3);
        table.endedByCall(held, AfterEnd.FREE, START);
        var grant = ((Decision.Reserved) turn(2)).grant();

        table.settle(grant, new Reply.Gone(), START);

        assertThat(line()).containsExactly(session(2), session(3));
        register(2);
        assertThat(reservedFor()).containsExactly(session(2));
    }

    @Test
    void twoCallsOfASessionHaveOnePlaceAndOneOfThemBinds() {
        var held = hold(1);
        enter(2);
        enter(2);

        assertThat(line()).containsExactly(session(2));
        table.endedByCall(held, AfterEnd.FREE, START);

        assertThat(turn(2)).isInstanceOf(Decision.Reserved.class);
        assertThat(turn(2)).isInstanceOf(Decision.Unsettled.class);
    }

    @Test
    void aPlaceIsKeptUntilTheLastCallHasLeft() {
        hold(1);
        enter(2);
        enter(2);

        leave(2);
        assertThat(line()).containsExactly(session(2));
        leave(2);
        assertThat(line()).isEmpty();
    }

    @Test
    void anotherUserDoesNotShareAPlace() {
        hold(1);
        enter(2);

        assertThat(table.enter(session(2), new UserName("bob"), START))
                .isEqualTo(new Decision.NotOwner());
    }

    @Test
    void oneThatWasFoundOnAnInstanceWaitsNoLonger() {
        hold(1);
        enter(2);

        table.register(instance(2), new SlotReport.Held(session(2), ANNA, new Epoch(1), 1), START);

        assertThat(line()).isEmpty();
        assertThat(turn(2)).isInstanceOf(Decision.Held.class);
    }

    @Test
    void aFullRoomTellsHowLongItWouldBe() {
        hold(1);
        List.of(2, 3, 4).forEach(this::enter);

        assertThat(table.enter(session(5), ANNA, START))
                .isEqualTo(new Decision.QueueFull(3, Duration.ofSeconds(40)));
    }

    @Test
    void oneThatHasWaitedLongEnoughIsToldWhereItStood() {
        hold(1);
        enter(2);
        enter(3);

        assertThat(table.lastTurn(session(3), ANNA, START))
                .isEqualTo(new Decision.QueueTimeout(2, 2, Duration.ofSeconds(20)));
        leave(3);
        assertThat(line()).containsExactly(session(2));
    }

    @Test
    void whoComesWhileTheGatewayIsStartingWaitsUntilItMayGrant() {
        var ready = START.plus(LEASE);
        var starting = new SessionTable(Rules.from(START, Policy.EXCLUSIVE, LEASE, LEASE));
        starting.register(instance(1), free(1), START);

        assertThat(starting.enter(session(1), ANNA, START))
                .isEqualTo(new Decision.Waiting(session(1)));

        assertThat(starting.claim(session(2), ANNA, ready)).isInstanceOf(Decision.AllBusy.class);
        assertThat(starting.turn(session(1), ANNA, ready)).isInstanceOf(Decision.Reserved.class);
    }

    @Test
    void nobodyWaitsWhereNoInstanceIsKnown() {
        assertThat(table.enter(session(1), ANNA, START)).isEqualTo(new Decision.NoneKnown());
    }

    @Test
    void nobodyWaitsUnderTheStrictPolicy() {
        var strict = TableFixture.table(Policy.STRICT);
        strict.register(instance(1), new SlotReport.Starting(Epoch.NONE, 1), START);

        assertThat(strict.enter(session(1), ANNA, START)).isEqualTo(new Decision.NoneAvailable());
    }

    @Test
    void comingAndGoingIsTold() {
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
        var grant = ((Decision.Reserved) claim(number)).grant();
        table.settle(grant, told(heldBy(grant, 2)), START);
        return grant;
    }

    private void register(int number) {
        table.register(instance(number), free(1), START);
    }

    private Decision claim(int number) {
        return table.claim(session(number), ANNA, START);
    }

    private void enter(int number) {
        assertThat(table.enter(session(number), ANNA, START))
                .isEqualTo(new Decision.Waiting(session(number)));
    }

    private Decision turn(int number) {
        return table.turn(session(number), ANNA, START);
    }

    private void leave(int number) {
        table.leave(session(number), START);
    }

    private List<SessionId> line() {
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
