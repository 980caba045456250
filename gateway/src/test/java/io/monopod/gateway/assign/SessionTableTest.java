package io.monopod.gateway.assign;

import static io.monopod.gateway.assign.TableFixture.ANNA;
import static io.monopod.gateway.assign.TableFixture.START;
import static io.monopod.gateway.assign.TableFixture.claim;
import static io.monopod.gateway.assign.TableFixture.free;
import static io.monopod.gateway.assign.TableFixture.heldBy;
import static io.monopod.gateway.assign.TableFixture.hold;
import static io.monopod.gateway.assign.TableFixture.instance;
import static io.monopod.gateway.assign.TableFixture.register;
import static io.monopod.gateway.assign.TableFixture.reserve;
import static io.monopod.gateway.assign.TableFixture.session;
import static io.monopod.gateway.assign.TableFixture.told;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.contract.Epoch;
import io.monopod.contract.UserName;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;

class SessionTableTest {
    private final SessionTable table = TableFixture.table(Policy.EXCLUSIVE);

    @Test
    void refusesWhenNoInstanceIsKnown() {
        assertThat(claim(table, 1)).isEqualTo(new Decision.NoneKnown());
    }

    @Test
    void reservesThenHoldsOnceTheInstanceHasBound() {
        register(table, 1);

        var grant = reserve(table, 1);
        assertThat(table.find(session(1))).isNull();
        table.settle(grant, told(heldBy(grant, 2)), START);

        assertThat(table.find(session(1))).isEqualTo(grant);
        assertThat(claim(table, 1)).isEqualTo(new Decision.Held(grant));
        assertThat(grant.usage().inProgress()).isEqualTo(1);
    }

    @Test
    void makesOtherCallsOfTheSessionWaitForItsBind() {
        register(table, 1);
        var grant = reserve(table, 1);

        var decision = claim(table, 1);

        var unsettled = new Decision.Unsettled(instance(1).id(), grant.epoch());
        assertThat(decision).isEqualTo(unsettled);
        assertThat(table.isUnsettled(unsettled)).isTrue();
        table.settle(grant, told(heldBy(grant, 2)), START);
        assertThat(table.isUnsettled(unsettled)).isFalse();
    }

    @Test
    void saysThatAllAreBusyWhenEachHoldsAnotherSession() {
        register(table, 1);
        register(table, 2);
        hold(table, 1);
        hold(table, 2);

        assertThat(claim(table, 3))
                .isInstanceOfSatisfying(
                        Decision.AllBusy.class,
                        busy -> {
                            assertThat(busy.total()).isEqualTo(2);
                            assertThat(busy.busy()).isEqualTo(2);
                            assertThat(busy.expected()).isEqualTo(Duration.ofSeconds(5));
                        });
    }

    @Test
    void makesEventsOfTheFirstRefusalsOfASecondOnly() {
        register(table, 1);
        hold(table, 1);
        table.takeEvents();

        assertThat(eventsOfAFlood(START)).isEqualTo(100);
        assertThat(table.hasEvents()).isFalse();
        assertThat(eventsOfAFlood(START.plusMillis(999))).isZero();
        assertThat(eventsOfAFlood(START.plusSeconds(1))).isEqualTo(100);
    }

    private int eventsOfAFlood(Instant now) {
        for (int call = 0; call < 1_000; call++) {
            assertThat(table.claim(session(2), ANNA, now)).isInstanceOf(Decision.AllBusy.class);
        }
        return table.takeEvents().size();
    }

    @Test
    void saysThatNoneIsAvailableWhileOneIsStarting() {
        register(table, 1);
        hold(table, 1);
        table.register(instance(2), new SlotReport.Starting(Epoch.NONE, 1), START);

        assertThat(claim(table, 2)).isEqualTo(new Decision.NoneAvailable());
    }

    @Test
    void refusesAnotherUser() {
        register(table, 1);
        hold(table, 1);

        assertThat(table.claim(session(1), new UserName("bob"), START))
                .isEqualTo(new Decision.NotOwner());
    }

    @Test
    void triesTheNextInstanceWhenTheFirstIsHeldByAnother() {
        register(table, 1);
        register(table, 2);
        var first = reserve(table, 1);

        var other = new SlotReport.Held(session(9), ANNA, first.epoch(), 2);
        table.settle(first, told(other), START);

        var second = reserve(table, 1);
        assertThat(second.instance()).isNotEqualTo(first.instance());
        assertThat(second.epoch().isAfter(first.epoch())).isTrue();
        assertThat(table.find(session(9))).isNotNull();
    }

    @Test
    void raisesItsEpochsAboveWhatAnInstanceHasSeen() {
        register(table, 1);
        var stale = reserve(table, 1);
        var seen = new Epoch(stale.epoch().value() + 1_000);

        table.settle(stale, told(new SlotReport.Free(seen, 2)), START);

        assertThat(reserve(table, 1).epoch().isAfter(seen)).isTrue();
    }

    @Test
    void placesASessionNowhereElseWhileItsBindIsInDoubt() {
        register(table, 1);
        register(table, 2);
        var grant = reserve(table, 1);

        table.settle(grant, new Reply.Unknown(), START);

        assertThat(claim(table, 1))
                .isEqualTo(new Decision.Unsettled(grant.instance().id(), grant.epoch()));
        assertThat(table.ending(START))
                .extracting(SessionEvent.Ending::hold)
                .containsExactly(grant);
        assertThat(table.counts()).isEqualTo(new Counts(1, 0, 0, 0, 1));
    }

    @Test
    void believesThatADoubtfulBindIsOverWhenTheInstanceHasSeenItsEpoch() {
        register(table, 1);
        var grant = reserve(table, 1);
        table.settle(grant, new Reply.Unknown(), START);

        table.heartbeat(instance(1).id(), free(2), START);
        assertThat(table.counts().quarantined()).isEqualTo(1);
        table.ended(grant, told(new SlotReport.Free(grant.epoch(), 3)), START);

        assertThat(table.counts().free()).isEqualTo(1);
    }

    @Test
    void grantsASessionThatCalledDirectlyTheInstanceItIsOn() {
        register(table, 1);
        table.register(instance(2), new SlotReport.Taken(session(1), Epoch.NONE, 3), START);

        var grant = reserve(table, 1);
        table.settle(grant, told(heldBy(grant, 4)), START);

        assertThat(grant.instance()).isEqualTo(instance(2));
        assertThat(table.find(session(1))).isEqualTo(grant);
    }

    @Test
    void grantsASessionThatCalledDirectlyByAnEpochAboveAllThatItsInstanceHasSeen() {
        var seen = new Epoch(Long.MAX_VALUE / 2);
        table.register(instance(1), new SlotReport.Taken(session(1), seen, 3), START);

        assertThat(reserve(table, 1).epoch()).isGreaterThan(seen);
    }

    @Test
    void givesADrainingInstanceNoNewSessionAndLeavesItItsOwn() {
        register(table, 1);
        register(table, 2);
        var grant = hold(table, 1);

        table.drain(instance(1).id(), START);
        table.drain(instance(2).id(), START);

        assertThat(claim(table, 1)).isEqualTo(new Decision.Held(grant));
        assertThat(claim(table, 2)).isEqualTo(new Decision.NoneAvailable());
        assertThat(table.counts()).isEqualTo(new Counts(0, 0, 0, 2, 0));
    }

    @Test
    void sendsTheSecondSessionOfAnInstanceThereUnderTheStrictPolicy() {
        var strict = TableFixture.table(Policy.STRICT);
        strict.register(instance(1), free(1), START);
        var grant = ((Decision.Reserved) strict.claim(session(1), ANNA, START)).grant();
        assertThat(strict.claim(session(2), ANNA, START)).isInstanceOf(Decision.Unsettled.class);

        strict.settle(grant, told(heldBy(grant, 2)), START);

        assertThat(strict.claim(session(2), ANNA, START))
                .isEqualTo(new Decision.Visit(instance(1)));
    }
}
