package io.monopod.instance.lease;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

@Timeout(20)
class LeaseTest {
    private static final Duration LENGTH = Duration.ofSeconds(3);

    /// Close to overflow, where a nanosecond clock may be.
    private final AtomicLong time = new AtomicLong(Long.MAX_VALUE - 10);

    private final Lease lease = new Lease(time::get);

    @Test
    void isGoodBeforeFirstRegistration() {
        assertThat(lease.isGood()).isTrue();
    }

    @Test
    void lapsesOneLengthAfterRenewalWasSent() {
        lease.limit(LENGTH, lease.now());
        pass(Duration.ofSeconds(2));
        long sent = lease.now();
        pass(Duration.ofMillis(900));
        lease.renew(sent);

        pass(Duration.ofMillis(2_100).minusNanos(1));
        assertThat(lease.isGood()).isTrue();
        pass(Duration.ofNanos(1));
        assertThat(lease.isGood()).isFalse();
    }

    @Test
    void lateReplyDoesNotRenewLapsedLease() {
        lease.limit(LENGTH, lease.now());
        long sent = lease.now();
        pass(LENGTH);

        lease.renew(sent);

        assertThat(lease.isGood()).isFalse();
    }

    @Test
    void awaitReturnsWhenRenewed() {
        lease.limit(LENGTH, lease.now());
        pass(LENGTH);
        lease.whenWanted(() -> Thread.startVirtualThread(() -> lease.renew(lease.now())));

        assertThat(lease.await()).isTrue();
    }

    @Test
    void awaitTimesOutAfterLeaseLength() {
        var length = Duration.ofMillis(20);
        lease.limit(length, lease.now());
        pass(length);

        assertThat(lease.await()).isFalse();
    }

    @Test
    void waiterIsWantedOnce() throws InterruptedException {
        var wanted = new AtomicLong();
        lease.limit(LENGTH, lease.now());
        pass(LENGTH);
        lease.whenWanted(wanted::incrementAndGet);
        var first = Thread.startVirtualThread(lease::await);
        while (wanted.get() == 0) {
            Thread.onSpinWait();
        }
        lease.whenWanted(
                () -> {
                    throw new AssertionError("wanted twice");
                });
        var renewing = Thread.startVirtualThread(() -> renewWhenTwoWait(lease));

        assertThat(lease.await()).isTrue();

        first.join();
        renewing.join();
        assertThat(wanted).hasValue(1);
    }

    private static void renewWhenTwoWait(Lease lease) {
        while (lease.waiting() < 2) {
            Thread.onSpinWait();
        }
        lease.renew(lease.now());
    }

    @Test
    void newLengthDoesNotExtendIt() {
        lease.limit(LENGTH, lease.now());
        pass(LENGTH);

        lease.limit(LENGTH, lease.now());

        assertThat(lease.isGood()).isFalse();
    }

    @Test
    void liftedLeaseHasNoEnd() {
        lease.limit(LENGTH, lease.now());
        pass(LENGTH);

        lease.lift();

        assertThat(lease.isGood()).isTrue();
        pass(LENGTH);
        assertThat(lease.isGood()).isTrue();
    }

    @Test
    void watchNoticesEachLapse() throws InterruptedException {
        var length = Duration.ofMillis(20);
        var real = new Lease(System::nanoTime);
        var seen = new LinkedBlockingQueue<String>();
        try (var _ = new LapseWatch(real, () -> seen.add("lapsed"), () -> seen.add("renewed"))) {
            long sent = real.now();
            real.limit(length, sent);
            assertThat(seen.take()).isEqualTo("lapsed");
            assertThat(real.now() - sent).isGreaterThanOrEqualTo(length.toNanos());

            real.renew(real.now());

            assertThat(seen.take()).isEqualTo("renewed");
            assertThat(seen.take()).isEqualTo("lapsed");
        }
    }

    private void pass(Duration duration) {
        time.addAndGet(duration.toNanos());
    }
}
