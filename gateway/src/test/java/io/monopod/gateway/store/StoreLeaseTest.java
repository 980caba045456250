package io.monopod.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Instant;

class StoreLeaseTest {
    private static final Instant SENT = Instant.EPOCH;

    private final StoreLease lease = new StoreLease();

    @Test
    void isNotThereBeforeItIsGranted() {
        assertThat(lease.isThere(SENT)).isFalse();
        assertThat(lease.id()).isZero();
    }

    @Test
    void lastsForItsLengthAfterTheRequestWasSent() {
        lease.renewed(7, SENT, SENT.plusSeconds(1));

        var end = SENT.plus(StoreLease.LENGTH);
        assertThat(lease.is(7, end.minusNanos(1))).isTrue();
        assertThat(lease.is(8, end.minusNanos(1))).isFalse();
        assertThat(lease.isThere(end)).isFalse();
    }

    @Test
    void storeIsBackWhenItAnswersAfterTheLease() {
        lease.renewed(7, SENT, SENT);
        lease.renewed(7, SENT.plusSeconds(2), SENT.plusSeconds(2));
        assertThat(lease.back()).isEqualTo(SENT);

        var late = SENT.plusSeconds(5);
        lease.renewed(7, late, late.plusSeconds(1));

        assertThat(lease.back()).isEqualTo(late.plusSeconds(1));
    }

    @Test
    void lostLeaseIsOverAtOnce() {
        lease.renewed(7, SENT, SENT);

        lease.lost();

        assertThat(lease.isThere(SENT)).isFalse();
        assertThat(lease.renewed()).isEqualTo(SENT);
    }
}
