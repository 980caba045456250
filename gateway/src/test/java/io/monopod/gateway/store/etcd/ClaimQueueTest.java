package io.monopod.gateway.store.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.config.HostPort;
import io.monopod.contract.ClusterName;
import io.monopod.contract.Epoch;
import io.monopod.contract.InstanceId;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.gateway.store.Claim;
import io.monopod.vouch.InstanceKey;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class ClaimQueueTest {
    private static final long TERM = 5;

    private final ClaimQueue queue = new ClaimQueue();

    private static Claim claim(String session, long epoch) {
        return new Claim(
                new Claim.Of(new ClusterName("myservice"), new SessionId(session)),
                new InstanceId("pod-1"),
                new HostPort("localhost", 1),
                InstanceKey.of(new byte[32]),
                new Epoch(epoch),
                new UserName("ann"));
    }

    @Test
    void oldSessionThatIsFoundAgainDoesNotLowerTheHighestEpoch() {
        queue.granted(new Epoch(7));

        var found = put("found", 3);
        var granted = put("granted", 8);
        var foundLater = put("found-later", 4);

        assertThat(found).isEqualTo(Epoch.NONE);
        assertThat(granted).isEqualTo(new Epoch(8));
        assertThat(foundLater).isEqualTo(Epoch.NONE);
    }

    @Test
    void epochThatADeposedLeaderDidNotWriteIsNotTheHighest() {
        var _ = queue.put(TERM, claim("a", 9));
        queue.settle(queue.take(), false);

        assertThat(put("b", 8)).isEqualTo(new Epoch(8));
    }

    @Test
    void claimIsRestoredOnceUnlessItWasToBeDeletedSince() {
        queue.restore(TERM, claim("a", 1));
        queue.restore(TERM, claim("a", 1));
        assertThat(queue.take().changes()).hasSize(1);
        assertThat(queue.isEmpty()).isTrue();

        queue.delete(TERM, claim("a", 1).of(), new Epoch(1));
        queue.restore(TERM, claim("a", 1));

        assertThat(queue.take().changes()).extracting(ClaimQueue.Change::claim).containsNull();
        assertThat(queue.take().changes())
                .extracting(ClaimQueue.Change::claim)
                .containsExactly(claim("a", 1));
    }

    @Test
    void claimIsRestoredInEachTerm() {
        queue.restore(TERM, claim("a", 1));
        queue.restore(TERM + 1, claim("a", 1));

        assertThat(queue.take().term()).isEqualTo(TERM);
        assertThat(queue.take().term()).isEqualTo(TERM + 1);
    }

    /// The session came back with an older epoch while another gateway led.
    @Test
    void claimOfAnEarlierTermDoesNotKeepADeletionBack() {
        var _ = queue.put(TERM, claim("a", 9));
        queue.settle(queue.take(), true);

        queue.delete(TERM + 1, claim("a", 7).of(), new Epoch(7));

        assertThat(queue.isEmpty()).isFalse();
    }

    @Test
    void changesOfOneSessionDoNotShareATransaction() {
        var one = queue.put(TERM, claim("a", 1));
        queue.delete(TERM, one.session(), new Epoch(1));

        assertThat(queue.take().changes()).containsExactly(one);
        assertThat(queue.take().changes()).hasSize(1);
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void transactionsAreNumberedInEachTerm() {
        var numbers = new ArrayList<Long>();
        for (long term : List.of(5L, 5L, 5L, 8L)) {
            var _ = queue.put(term, claim("a", 1));
            numbers.add(queue.take().number());
        }

        assertThat(numbers).containsExactly(1L, 2L, 3L, 1L);
    }

    /// @return the epoch that was to be written with the claim as the highest
    private Epoch put(String session, long epoch) {
        var _ = queue.put(TERM, claim(session, epoch));
        var batch = queue.take();
        var raised = queue.raised(batch);
        queue.settle(batch, true);
        return raised;
    }
}
