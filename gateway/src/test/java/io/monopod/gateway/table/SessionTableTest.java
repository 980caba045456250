package io.monopod.gateway.table;

import static io.monopod.gateway.table.TableFixture.ANNA;
import static io.monopod.gateway.table.TableFixture.START;
import static io.monopod.gateway.table.TableFixture.claim;
import static io.monopod.gateway.table.TableFixture.free;
import static io.monopod.gateway.table.TableFixture.heldBy;
import static io.monopod.gateway.table.TableFixture.hold;
import static io.monopod.gateway.table.TableFixture.instance;
import static io.monopod.gateway.table.TableFixture.register;
import static io.monopod.gateway.table.TableFixture.reserve;
import static io.monopod.gateway.table.TableFixture.session;
import static io.monopod.gateway.table.TableFixture.slotReply;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.contract.Epoch;
import io.monopod.contract.UserName;
import io.monopod.gateway.assign.Assignment;
import io.monopod.gateway.assign.Counts;
import io.monopod.gateway.assign.LossReason;
import io.monopod.gateway.assign.Policy;
import io.monopod.gateway.assign.Refusal;
import io.monopod.gateway.assign.Reply;
import io.monopod.gateway.assign.SessionEvent;
import io.monopod.gateway.assign.SlotReport;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;

class SessionTableTest {
    /// By this time the suspension after one failed bind is over.
    private static final Instant A_WHILE_LATER = START.plusSeconds(2);

    private final SessionTable table = TableFixture.table(Policy.EXCLUSIVE);

    @Test
    void refusesWithoutInstances() {
        assertThat(claim(table, 1))
                .isEqualTo(
                        new Refusal.BackendUnavailable(
                                Refusal.BackendUnavailable.Cause.NONE_REGISTERED));
    }

    @Test
    void lostInstanceGetsNoSession() {
        for (var policy : Policy.values()) {
            var other = TableFixture.table(policy);
            register(other, 1);

            other.lose(instance(1).id(), LossReason.LEFT, START);

            assertThat(claim(other, 1))
                    .as("%s", policy)
                    .isEqualTo(
                            new Refusal.BackendUnavailable(
                                    Refusal.BackendUnavailable.Cause.NONE_REGISTERED));
        }
    }

    @Test
    void reservesThenConfirmsAfterTheBind() {
        register(table, 1);

        var grant = reserve(table, 1);
        assertThat(table.find(session(1))).isNull();
        table.settle(grant, slotReply(heldBy(grant, 2)), START);

        assertThat(table.find(session(1))).isEqualTo(grant);
        assertThat(claim(table, 1)).isEqualTo(new Assignment.Held(grant));
        assertThat(grant.calls().inProgress()).isEqualTo(1);
    }

    @Test
    void otherCallsOfTheSessionWaitForItsBind() {
        register(table, 1);
        var grant = reserve(table, 1);

        var decision = claim(table, 1);

        var unsettled = new Assignment.Unsettled(instance(1).id(), grant.epoch());
        assertThat(decision).isEqualTo(unsettled);
        assertThat(table.isUnsettled(unsettled)).isTrue();
        table.settle(grant, slotReply(heldBy(grant, 2)), START);
        assertThat(table.isUnsettled(unsettled)).isFalse();
    }

    @Test
    void allBusyWhenEachInstanceHoldsAnotherSession() {
        register(table, 1);
        register(table, 2);
        hold(table, 1);
        hold(table, 2);

        assertThat(claim(table, 3))
                .isInstanceOfSatisfying(
                        Refusal.AllInstancesBusy.class,
                        busy -> {
                            assertThat(busy.total()).isEqualTo(2);
                            assertThat(busy.busy()).isEqualTo(2);
                            assertThat(busy.expected()).isEqualTo(Duration.ofSeconds(5));
                        });
    }

    @Test
    void refusalEventsArePerSecondLimited() {
        register(table, 1);
        hold(table, 1);
        table.takeEvents();

        assertThat(eventsOfAFlood(START)).isEqualTo(100);
        assertThat(!table.takeEvents().isEmpty()).isFalse();
        assertThat(eventsOfAFlood(START.plusMillis(999))).isZero();
        assertThat(eventsOfAFlood(START.plusSeconds(1))).isEqualTo(100);
    }

    private int eventsOfAFlood(Instant now) {
        for (int call = 0; call < 1_000; call++) {
            assertThat(table.claim(session(2), ANNA, now))
                    .isInstanceOf(Refusal.AllInstancesBusy.class);
        }
        return table.takeEvents().size();
    }

    @Test
    void startingInstanceIsNotAvailable() {
        register(table, 1);
        hold(table, 1);
        table.register(instance(2), new SlotReport.Starting(Epoch.NONE, 1), START);

        assertThat(claim(table, 2)).isEqualTo(new Refusal.NoAvailableInstances());
    }

    @Test
    void refusesAnotherUser() {
        register(table, 1);
        hold(table, 1);

        assertThat(table.claim(session(1), new UserName("bob"), START))
                .isEqualTo(new Refusal.NotOwner());
    }

    @Test
    void heldInstanceIsSkippedForTheNext() {
        register(table, 1);
        register(table, 2);
        var first = reserve(table, 1);

        var other = new SlotReport.Held(session(9), ANNA, first.epoch(), 2);
        table.settle(first, slotReply(other), START);

        var second = reserve(table, 1);
        assertThat(second.instance()).isNotEqualTo(first.instance());
        assertThat(second.epoch().isAfter(first.epoch())).isTrue();
        assertThat(table.find(session(9))).isNotNull();
    }

    @Test
    void newEpochExceedsWhatTheInstanceHasSeen() {
        register(table, 1);
        var stale = reserve(table, 1);
        var seen = new Epoch(stale.epoch().value() + 1_000);

        table.settle(stale, slotReply(new SlotReport.Free(seen, 2)), START);

        assertThat(reserve(table, 1).epoch().isAfter(seen)).isTrue();
    }

    @Test
    void sessionWithADoubtfulBindIsNotPlacedElsewhere() {
        register(table, 1);
        register(table, 2);
        var grant = reserve(table, 1);

        table.settle(grant, new Reply.Unknown(), START);

        assertThat(claim(table, 1))
                .isEqualTo(new Assignment.Unsettled(grant.instance().id(), grant.epoch()));
        assertThat(table.ending(START))
                .extracting(SessionEvent.Ending::hold)
                .containsExactly(grant);
        assertThat(table.counts()).isEqualTo(new Counts(1, 0, 0, 0, 1));
    }

    @Test
    void reportWithTheEpochResolvesADoubtfulBind() {
        register(table, 1);
        var grant = reserve(table, 1);
        table.settle(grant, new Reply.Unknown(), START);

        table.heartbeat(instance(1).id(), free(2), START);
        assertThat(table.counts().quarantined()).isEqualTo(1);
        table.ended(grant, slotReply(new SlotReport.Free(grant.epoch(), 3)), START);

        assertThat(table.ending(START)).isEmpty();
        table.heartbeat(instance(1).id(), new SlotReport.Free(grant.epoch(), 3), A_WHILE_LATER);
        assertThat(table.counts().free()).isEqualTo(1);
    }

    @Test
    void directSessionIsGrantedItsInstance() {
        register(table, 1);
        table.register(instance(2), new SlotReport.Taken(session(1), ANNA, Epoch.NONE, 3), START);

        var grant = reserve(table, 1);
        table.settle(grant, slotReply(heldBy(grant, 4)), START);

        assertThat(grant.instance()).isEqualTo(instance(2));
        assertThat(table.find(session(1))).isEqualTo(grant);
    }

    @Test
    void grantOfADirectSessionGetsANewerEpoch() {
        var seen = new Epoch(START.toEpochMilli() * 1_000 + (1L << 39));
        table.register(instance(1), new SlotReport.Taken(session(1), ANNA, seen, 3), START);

        assertThat(reserve(table, 1).epoch()).isGreaterThan(seen);
    }

    @Test
    void drainingInstanceKeepsItsSessionAndGetsNoNewOne() {
        register(table, 1);
        register(table, 2);
        var grant = hold(table, 1);

        table.drain(instance(1).id(), START);
        table.drain(instance(2).id(), START);

        assertThat(claim(table, 1)).isEqualTo(new Assignment.Held(grant));
        assertThat(claim(table, 2)).isEqualTo(new Refusal.NoAvailableInstances());
        assertThat(table.counts()).isEqualTo(new Counts(0, 0, 0, 2, 0));
    }

    @Test
    void undrainedInstanceKeepsItsSessionOrGetsANewOne() {
        register(table, 1);
        register(table, 2);
        var grant = hold(table, 1);
        table.drain(instance(1).id(), START);
        table.drain(instance(2).id(), START);

        assertThat(table.undrain(instance(1).id(), START)).isTrue();
        assertThat(table.undrain(instance(2).id(), START)).isTrue();
        assertThat(table.undrain(instance(2).id(), START)).isTrue();
        assertThat(table.undrain(instance(3).id(), START)).isFalse();

        assertThat(table.counts()).isEqualTo(new Counts(1, 0, 1, 0, 0));
        assertThat(claim(table, 1)).isEqualTo(new Assignment.Held(grant));
        assertThat(claim(table, 2)).isInstanceOf(Assignment.Reserved.class);
        assertThat(table.takeEvents())
                .filteredOn(SessionEvent.Undrained.class::isInstance)
                .hasSize(2);
    }

    @Test
    void strictPolicySendsASecondSessionToTheSameInstance() {
        var strict = TableFixture.table(Policy.STRICT);
        strict.register(instance(1), free(1), START);
        var grant = ((Assignment.Reserved) strict.claim(session(1), ANNA, START)).grant();
        assertThat(strict.claim(session(2), ANNA, START)).isInstanceOf(Assignment.Unsettled.class);

        strict.settle(grant, slotReply(heldBy(grant, 2)), START);

        assertThat(strict.claim(session(2), ANNA, START))
                .isEqualTo(new Assignment.Conflict(instance(1)));
    }
}
