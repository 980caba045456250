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
