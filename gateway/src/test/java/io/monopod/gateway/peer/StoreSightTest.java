package io.monopod.gateway.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.config.HostPort;
import io.monopod.gateway.store.Member;
import io.monopod.vouch.MacKey;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

class StoreSightTest {
    private static final Duration SETTLING = Duration.ofSeconds(4);
    private static final Member SELF = member("a", "host-a");
    private static final Member B = member("b", "host-b");
    private static final Member C = member("c", "host-c");

    /// When the store was heard last.
    private static final Instant HEARD = Instant.EPOCH;

    /// When the store is away.
    private static final Instant NOW = HEARD.plusSeconds(3);

    private final StoreSight sight = new StoreSight(SELF, SETTLING);

    private static Member member(String id, String host) {
        return new Member(id, new HostPort(host, 1), MacKey.random());
    }

    @Test
    void everyOtherGatewayMustSayThatTheStoreIsAway() {
        sight.members(List.of(SELF, B, C), HEARD);

        sight.isAway(B, NOW);
        assertThat(sight.isAwayForAll(NOW, HEARD)).isFalse();
        sight.isAway(C, NOW);
        assertThat(sight.isAwayForAll(NOW, HEARD)).isTrue();
    }

    @Test
    void gatewayAloneNeedsNoWord() {
        sight.members(List.of(SELF), HEARD);

        assertThat(sight.isAwayForAll(NOW, HEARD)).isTrue();
    }

    @Test
    void wordIsTooOldAfterAMoment() {
        sight.members(List.of(SELF, B), HEARD);

        sight.isAway(B, NOW);

        assertThat(sight.isAwayForAll(NOW.plus(StoreSight.VALID).minusNanos(1), HEARD)).isTrue();
        assertThat(sight.isAwayForAll(NOW.plus(StoreSight.VALID), HEARD)).isFalse();
    }

    @Test
    void gatewayThatIsGoneCannotLead() {
        sight.members(List.of(SELF, B), HEARD);

        assertThat(sight.isGone(B, NOW, HEARD)).isTrue();

        assertThat(sight.isAwayForAll(NOW, HEARD)).isTrue();
    }

    @Test
    void gatewayThatDiedUnseenMayHaveLed() {
        sight.members(List.of(SELF, B), HEARD);

        var late = HEARD.plus(SETTLING);
        assertThat(sight.isGone(B, late, HEARD)).isFalse();

        assertThat(sight.isAwayForAll(late, HEARD)).isFalse();
    }

    @Test
    void gatewayThatIsSeenToBeGoneStaysGone() {
        sight.members(List.of(SELF, B), HEARD);

        var time = NOW;
        for (int i = 0; i < 100; i++) {
            time = NOW.plusSeconds(i);
            assertThat(sight.isGone(B, time, HEARD)).isTrue();
        }

        assertThat(sight.isAwayForAll(time, HEARD)).isTrue();
    }

    @Test
    void gatewayThatHasLeftMayComeBack() {
        sight.members(List.of(SELF, B), HEARD);
        sight.members(List.of(SELF), HEARD);

        assertThatBIsAskedForAMinute();
    }

    @Test
    void gatewayThatLeftBeforeThisOneStartedMayComeBack() {
        sight.members(List.of(SELF), HEARD);
        sight.known(B, HEARD);

        assertThatBIsAskedForAMinute();
    }

    private void assertThatBIsAskedForAMinute() {
        assertThat(sight.others(HEARD)).containsExactly(B);
        assertThat(sight.isAwayForAll(NOW, HEARD)).isFalse();

        var later = HEARD.plusSeconds(60);

        assertThat(sight.others(later)).isEmpty();
        assertThat(sight.isAwayForAll(later.plusSeconds(3), later)).isTrue();
    }

    @Test
    void gatewayDoesNotAskWhoWasAtAnAddressThatIsTakenAgain() {
        var next = member("d", "host-b");
        sight.known(member("z", "host-a"), HEARD);
        sight.known(B, HEARD);
        sight.members(List.of(SELF, next), HEARD);
        sight.known(B, HEARD);

        assertThat(sight.others(HEARD)).containsExactly(next);
    }

    @Test
    void gatewayKnowsWhatItHasHeardAndItsOwnWrites() {
        var behind = new StoreSight.Heard(5, 0);
        var leader = new StoreSight.Heard(5, 2);

        assertThat(behind.includes(new StoreSight.Heard(5, 2))).isTrue();
        assertThat(behind.includes(new StoreSight.Heard(6, 2))).isFalse();
        assertThat(behind.includes(new StoreSight.Heard(6, 0))).isFalse();
        assertThat(leader.includes(new StoreSight.Heard(6, 2))).isTrue();
        assertThat(leader.includes(new StoreSight.Heard(6, 3))).isFalse();
    }

    @Test
    void gatewayThatIsReplacedDoesNotComeBack() {
        sight.members(List.of(SELF, B), HEARD);

        var next = member("d", "host-b");
        sight.members(List.of(SELF, next), HEARD);

        assertThat(sight.others(HEARD)).containsExactly(next);
    }
}
