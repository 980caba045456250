package io.monopod.gateway.table;

import static io.monopod.gateway.table.TableFixture.ANNA;
import static io.monopod.gateway.table.TableFixture.START;
import static io.monopod.gateway.table.TableFixture.register;
import static io.monopod.gateway.table.TableFixture.session;
import static io.monopod.gateway.table.TableFixture.slotReply;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.contract.Epoch;
import io.monopod.contract.InstanceId;
import io.monopod.gateway.assign.Assignment;
import io.monopod.gateway.assign.Policy;
import io.monopod.gateway.assign.Refusal;
import io.monopod.gateway.assign.Reply;
import io.monopod.gateway.assign.SlotReport;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// An acquisition ends, whatever the instances answer and however long that takes.
class AcquisitionTest {
    /// Seconds; longer than any suspension.
    private static final int SLOW = 60;

    private final SessionTable table = TableFixture.table(Policy.EXCLUSIVE);
    private Instant now = START;
    private long revision = 10;

    @Test
    void eachInstanceIsTriedOnceEvenIfSuspensionsEnd() {
        for (int number = 1; number <= 3; number++) {
            register(table, number);
        }
        var acquisition = begin(1);
        var tried = new ArrayList<InstanceId>();

        while (acquisition.decision() instanceof Assignment.Reserved(var grant)) {
            tried.add(grant.instance().id());
            passTime(SLOW);
            acquisition.answered(new Reply.NotDone(), now);
        }

        assertThat(acquisition.decision())
                .isEqualTo(
                        new Refusal.BackendUnavailable(
                                Refusal.BackendUnavailable.Cause.NONE_BOUND));
        assertThat(tried).hasSize(3).doesNotHaveDuplicates();
    }

    @Test
    void awaitedBindOfAnotherCallCountsAsTried() {
        register(table, 1);
        register(table, 2);
        var first = begin(1);
        var second = begin(1);
        var tried = new HashSet<InstanceId>();

        while (first.decision() instanceof Assignment.Reserved(var grant)) {
            tried.add(grant.instance().id());
            passTime(SLOW);
            first.answered(new Reply.NotDone(), now);
            second.retry(now);
        }

        assertThat(tried).hasSize(2);
        assertThat(second.decision())
                .isEqualTo(
                        new Refusal.BackendUnavailable(
                                Refusal.BackendUnavailable.Cause.NONE_BOUND));
    }

    @Test
    void instanceThatAlwaysReportsAStaleEpochIsGivenUp() {
        register(table, 1);
        var acquisition = begin(1);
        int tried = 0;

        while (acquisition.decision() instanceof Assignment.Reserved(var grant)) {
            tried++;
            var higher = new Epoch(grant.epoch().value() + 1);
            acquisition.answered(slotReply(new SlotReport.Free(higher, revision++)), now);
        }

        assertThat(acquisition.decision())
                .isEqualTo(
                        new Refusal.BackendUnavailable(
                                Refusal.BackendUnavailable.Cause.NONE_BOUND));
        assertThat(tried).as("the second epoch is new enough for any honest instance").isEqualTo(2);
    }

    @Test
    void nextInstanceIsTriedAfterAFailure() {
        register(table, 1);
        register(table, 2);
        var acquisition = begin(1);
        var failed = ((Assignment.Reserved) acquisition.decision()).grant();

        acquisition.answered(new Reply.NotDone(), now);
        var next = ((Assignment.Reserved) acquisition.decision()).grant();
        acquisition.answered(slotReply(TableFixture.heldBy(next, 2)), now);

        assertThat(next.instance()).isNotEqualTo(failed.instance());
        assertThat(acquisition.decision()).isEqualTo(new Assignment.Held(next));
    }

    @Test
    void waitsInQueueWhenNoInstanceAnswers() {
        register(table, 1);
        var until = START.plusSeconds(100);
        var claimed = (Assignment.Pending) table.enter(session(1), ANNA, START);
        var acquisition = new Acquisition(table, session(1), ANNA, until, claimed);

        acquisition.answered(new Reply.NotDone(), now);
        assertThat(acquisition.decision()).isEqualTo(new Assignment.Waiting(session(1)));
        passTime(SLOW);
        acquisition.retry(now);
        assertThat(acquisition.decision()).isInstanceOf(Assignment.Reserved.class);

        acquisition.cancelled(now);
        assertThat(table.queue()).isEmpty();
    }

    private Acquisition begin(int number) {
        var claimed = (Assignment.Pending) table.claim(session(number), ANNA, now);
        return new Acquisition(table, session(number), ANNA, claimed);
    }

    /// Meanwhile all instances report that they are free.
    private void passTime(int seconds) {
        now = now.plusSeconds(seconds);
        for (var id : List.copyOf(table.preference(session(1)))) {
            table.heartbeat(id, new SlotReport.Free(Epoch.NONE, revision++), now);
        }
    }
}
