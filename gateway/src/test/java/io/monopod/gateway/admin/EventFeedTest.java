package io.monopod.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.contract.ClusterName;
import io.monopod.gateway.assign.LossReason;
import io.monopod.gateway.assign.SessionEvent;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

@Timeout(20)
class EventFeedTest {
    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
    private static final ClusterName CLUSTER = new ClusterName("myservice");
    private static final Duration LONG = Duration.ofSeconds(15);

    private final EventFeed feed = new EventFeed(START);

    @Test
    void readerContinuesInOrderAfterItsLastEvent() throws InterruptedException {
        long start = feed.last();
        tell("pod-1");
        tell("pod-2");
        tell("pod-3");

        var all = feed.after(start, LONG);
        var rest = feed.after(all.entries().getFirst().id(), LONG);

        assertThat(all.entries())
                .extracting(EventFeedTest::name)
                .containsExactly("pod-1", "pod-2", "pod-3");
        assertThat(rest.entries())
                .extracting(EventFeedTest::name)
                .containsExactly("pod-2", "pod-3");
        assertThat(all.missed()).isZero();
        assertThat(rest.last()).isEqualTo(feed.last());
    }

    @Test
    void givesNothingWhenThereAreNoEvents() throws InterruptedException {
        var batch = feed.after(feed.last(), Duration.ofMillis(1));

        assertThat(batch.entries()).isEmpty();
        assertThat(batch.missed()).isZero();
        assertThat(batch.last()).isEqualTo(feed.last());
    }

    @Test
    void newEventWakesAWaitingReader() throws InterruptedException {
        long start = feed.last();
        var read = new CountDownLatch(1);
        Thread.startVirtualThread(
                () -> {
                    try {
                        feed.after(start, LONG);
                        read.countDown();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });

        tell("pod-1");

        read.await();
    }

    @Test
    void slowReaderLearnsHowManyEventsItMissed() throws InterruptedException {
        long start = feed.last();
        for (int i = 0; i < 10_000; i++) {
            tell("pod-" + i);
        }

        var batch = feed.after(start, LONG);
        assertThat(batch.missed()).isEqualTo(10_000 - 4096);
        assertThat(name(batch.entries().getFirst())).isEqualTo("pod-" + (10_000 - 4096));

        int read = batch.entries().size();
        while (batch.last() < feed.last()) {
            batch = feed.after(batch.last(), LONG);
            assertThat(batch.missed()).isZero();
            read += batch.entries().size();
        }
        assertThat(read).isEqualTo(4096);
    }

    @Test
    void readerOfAnEarlierRunStartsFromTheFirstEvent() throws InterruptedException {
        var later = new EventFeed(START.plusSeconds(1));
        tell("pod-1");
        later.happened(CLUSTER, lost("pod-2"));

        var batch = later.after(feed.last(), LONG);

        assertThat(batch.entries()).extracting(EventFeedTest::name).containsExactly("pod-2");
        assertThat(batch.missed()).isZero();
    }

    @Test
    void readerAheadOfTheFeedContinuesAtTheLatestEvent() throws InterruptedException {
        tell("pod-1");

        var batch = feed.after(Long.MAX_VALUE - 1, Duration.ofMillis(1));

        assertThat(batch.entries()).isEmpty();
        assertThat(batch.last()).isEqualTo(feed.last());
    }

    @Test
    void closeWakesEveryReader() throws InterruptedException {
        feed.close();

        assertThat(feed.after(feed.last(), Duration.ofDays(1)).entries()).isEmpty();
    }

    private void tell(String instance) {
        feed.happened(CLUSTER, lost(instance));
    }

    private static SessionEvent lost(String instance) {
        return new SessionEvent.Lost(
                START,
                FakeInstances.instance(instance),
                LossReason.LEASE_EXPIRED,
                Optional.empty());
    }

    private static String name(EventFeed.Entry entry) {
        return ((SessionEvent.Lost) entry.event()).instance().id().value();
    }
}
