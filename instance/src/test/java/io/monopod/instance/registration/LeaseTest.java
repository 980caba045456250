package io.monopod.instance.registration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
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
        lease.begin(LENGTH, lease.now());
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
        lease.begin(LENGTH, lease.now());
        long sent = lease.now();
        pass(LENGTH);

        lease.renew(sent);

        assertThat(lease.isGood()).isFalse();
    }

    @Test
    void awaitReturnsWhenRenewed() {
        lease.begin(LENGTH, lease.now());
        pass(LENGTH);
        lease.whenWanted(() -> Thread.startVirtualThread(() -> lease.renew(lease.now())));

        assertThat(lease.await()).isTrue();
    }

    @Test
    void awaitTimesOutAfterLeaseLength() {
        var length = Duration.ofMillis(20);
        lease.begin(length, lease.now());
        pass(length);

        assertThat(lease.await()).isFalse();
    }

    private void pass(Duration duration) {
        time.addAndGet(duration.toNanos());
    }
}
