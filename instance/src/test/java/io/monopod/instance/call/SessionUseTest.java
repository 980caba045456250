package io.monopod.instance.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.config.Secret;
import io.monopod.contract.Epoch;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.instance.call.SessionTimeouts.Limits;
import io.monopod.instance.slot.SlotState.Holder;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Optional;

class SessionUseTest {
    private static final Holder ONE = holder("one", 1);
    private static final Limits IDLE = new Limits(Duration.ofSeconds(3), Duration.ZERO);
    private static final Limits GRACE = new Limits(Duration.ZERO, Duration.ofSeconds(3));

    private final SessionUse use = new SessionUse();
    private long begun;
    private long connections;

    @Test
    void idleSessionEnds() {
        assertThat(look(ONE, 0, true, true, IDLE)).isNull();
        assertThat(look(ONE, 1, false, true, IDLE)).isNull();
        assertThat(look(ONE, 2, false, true, IDLE)).isNull();
        assertThat(look(ONE, 3, false, true, IDLE)).isEqualTo("idle");
    }

    @Test
    void callBetweenTwoLooksIsUse() {
        assertThat(look(ONE, 0, false, true, IDLE)).isNull();
        assertThat(look(ONE, 2, false, true, IDLE)).isNull();
        begun++;
        assertThat(look(ONE, 3, false, true, IDLE)).isNull();
        assertThat(look(ONE, 5, false, true, IDLE)).isNull();
        assertThat(look(ONE, 6, false, true, IDLE)).isEqualTo("idle");
    }

    @Test
    void sessionWhoseClientIsGoneEndsAfterTheGrace() {
        assertThat(look(ONE, 0, false, true, GRACE)).isNull();
        assertThat(look(ONE, 2, false, false, GRACE)).isNull();
        assertThat(look(ONE, 3, false, true, GRACE)).isNull();
        assertThat(look(ONE, 5, false, false, GRACE)).isNull();
        assertThat(look(ONE, 6, false, false, GRACE)).isEqualTo("client-gone");
    }

    @Test
    void sessionWithARunningCallHasItsClient() {
        assertThat(look(ONE, 0, true, false, GRACE)).isNull();
        assertThat(look(ONE, 2, true, false, GRACE)).isNull();
        assertThat(look(ONE, 4, true, false, GRACE)).isNull();
        assertThat(look(ONE, 6, false, false, GRACE)).isNull();
        assertThat(look(ONE, 7, false, false, GRACE)).isEqualTo("client-gone");
    }

    @Test
    void connectionBetweenTwoLooksIsOne() {
        assertThat(look(ONE, 0, false, false, GRACE)).isNull();
        assertThat(look(ONE, 2, false, false, GRACE)).isNull();
        connections++;
        assertThat(look(ONE, 4, false, false, GRACE)).isNull();
        assertThat(look(ONE, 6, false, false, GRACE)).isNull();
        assertThat(look(ONE, 7, false, false, GRACE)).isEqualTo("client-gone");
    }

    @Test
    void newHolderCountsAnew() {
        assertThat(look(ONE, 0, false, false, GRACE)).isNull();
        assertThat(look(ONE, 2, false, false, GRACE)).isNull();
        var two = holder("two", 2);
        assertThat(look(two, 3, false, false, GRACE)).isNull();
        assertThat(look(two, 5, false, false, GRACE)).isNull();
        assertThat(look(two, 6, false, false, GRACE)).isEqualTo("client-gone");
    }

    @Test
    void sessionOfDirectCallsNeedsNoConnection() {
        var direct = holder("one", 0);
        assertThat(look(direct, 0, false, false, GRACE)).isNull();
        assertThat(look(direct, 2, false, false, GRACE)).isNull();
        assertThat(look(direct, 4, false, false, GRACE)).isNull();
    }

    @Test
    void timeInWhichTheProcessDidNotRunIsNotCounted() {
        assertThat(look(ONE, 0, false, true, GRACE)).isNull();
        assertThat(look(ONE, 3_600, false, false, GRACE)).isNull();
        assertThat(look(ONE, 3_601, false, false, GRACE)).isEqualTo("client-gone");
    }

    @Test
    void sessionEndsWithItsLastToken() {
        use.allow(ONE, Duration.ofSeconds(4), seconds(0));
        use.allow(ONE, Duration.ofSeconds(1), seconds(1));
        assertThat(look(ONE, 4, false, true, Limits.NONE)).isNull(); // a later one may be told of
        assertThat(look(ONE, 5, true, true, Limits.NONE)).isNull();
        assertThat(look(ONE, 6, false, true, Limits.NONE)).isEqualTo("expired");
    }

    @Test
    void tokenOfAnEarlierSessionDoesNotCount() {
        use.allow(ONE, Duration.ofSeconds(1), seconds(0));

        assertThat(look(holder("one", 2), 9, false, true, Limits.NONE)).isNull();
    }

    @Test
    void emptySlotHasNothingToEnd() {
        assertThat(look(null, 0, false, false, GRACE)).isNull();
        assertThat(look(null, 9, false, false, GRACE)).isNull();
    }

    /// @return the reason to end the session, or null
    private @Nullable String look(
            @Nullable Holder holder, int at, boolean busy, boolean connected, Limits limits) {
        var seen = new SessionUse.Seen(holder, begun, busy, connections, connected);
        var over = use.look(seen, limits, seconds(at));
        return over == null ? null : over.reason();
    }

    private static long seconds(int time) {
        return Duration.ofSeconds(time).toNanos();
    }

    private static Holder holder(String session, long epoch) {
        return new Holder(
                new SessionId(session),
                new Epoch(epoch),
                Optional.of(new UserName("ann")),
                new Secret("a proof"));
    }
}
