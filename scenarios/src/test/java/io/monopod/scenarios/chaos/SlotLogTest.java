package io.monopod.scenarios.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;

class SlotLogTest {
    private static final Instant BOUND = Instant.parse("2026-11-23T09:27:26.729Z");
    private static final Instant ENDED = Instant.parse("2026-11-23T09:27:27.441Z");
    private static final LoggedHold HOLD = LoggedHold.open("s-1", "p-1", 7, BOUND);
    private static final String BOUND_LINE =
            "2026-11-23T09:27:26.729Z INFO  ControlService: bound session=s-1 epoch=7 instance=p-1";
    private static final String ENDED_LINE =
            "2026-11-23T09:27:27.441Z INFO  SessionEnds: ended session=s-1 epoch=7"
                    + " reason=shutdown instance=p-1";

    @Test
    void holdLastsFromBoundToEnded() {
        assertThat(SlotLog.holds(List.of("READY instance=p-1", BOUND_LINE, ENDED_LINE)))
                .containsExactly(HOLD.ended(ENDED, "shutdown"));
    }

    @Test
    void endLoggedBeforeItsBindIsNoHold() {
        assertThat(SlotLog.holds(List.of(ENDED_LINE, BOUND_LINE))).isEmpty();
        assertThat(SlotLog.holds(List.of(ENDED_LINE, BOUND_LINE.replace("=7", "=8")))).hasSize(1);
    }

    @Test
    void directCallIsAHold() {
        assertThat(SlotLog.holds(List.of(BOUND_LINE + " by=direct-call"))).containsExactly(HOLD);
    }

    @Test
    void renewedGrantIsTheSameHold() {
        String renewed = BOUND_LINE.replace("bound", "renewed").replace("epoch=7", "epoch=8");

        assertThat(SlotLog.holds(List.of(BOUND_LINE, renewed, ENDED_LINE.replace("=7", "=8"))))
                .containsExactly(HOLD.ended(ENDED, "shutdown"));
    }

    @Test
    void refusedOrRepeatedBindIsNoHold() {
        assertThat(
                        SlotLog.holds(
                                List.of(
                                        BOUND_LINE.replace("bound", "bind refused"),
                                        BOUND_LINE.replace("bound", "bound already"),
                                        BOUND_LINE.replace("bound", "nothing to end"))))
                .isEmpty();
    }

    @Test
    void nextProcessInThePlaceIsAnotherPod() {
        String next = BOUND_LINE.replace("p-1", "p-2");

        assertThat(SlotLog.holds(List.of(BOUND_LINE, next)))
                .extracting(LoggedHold::pod)
                .containsExactly("p-1", "p-2");
    }
}
