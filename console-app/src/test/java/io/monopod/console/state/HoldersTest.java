package io.monopod.console.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.console.admin.GatewayEvent;
import io.monopod.console.admin.InstanceReport;
import io.monopod.console.snapshot.client.Held;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

class HoldersTest {
    private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");

    private final Holders holders = new Holders();

    @Test
    void eventsTellWhoHoldsWhat() {
        holders.happened(new GatewayEvent.Granted(START, "s-1", "pod-1"));
        holders.happened(new GatewayEvent.Confirmed(START.plusSeconds(1), "s-1", "pod-1"));
        holders.happened(new GatewayEvent.Granted(START, "s-2", "pod-2"));
        List<Held> then = holders.now();
        holders.happened(new GatewayEvent.Ended(START, "s-1", "pod-1", "idle", Duration.ZERO));
        holders.happened(new GatewayEvent.Lost(START, "pod-2", "left"));

        assertThat(then)
                .containsExactly(new Held("pod-1", "s-1", START), new Held("pod-2", "s-2", START));
        assertThat(holders.now()).isEmpty();
    }

    @Test
    void listThatIsNewerThanTheEventsIsNoAnswerForThePast() {
        holders.happened(new GatewayEvent.Granted(START, "s-1", "pod-1"));

        holders.reported(List.of(report("pod-1", "s-2"), report("pod-2", "s-3")));

        assertThat(holders.now()).extracting(Held::session).containsExactly("s-1", "s-3");
    }

    @Test
    void listCountsAgainAfterTheStreamBroke() {
        holders.happened(new GatewayEvent.Granted(START, "s-1", "pod-1"));
        holders.happened(new GatewayEvent.Open());

        holders.reported(List.of(report("pod-1", "s-2")));

        assertThat(holders.now()).extracting(Held::session).containsExactly("s-2");
    }

    @Test
    void lateEndOfAnEarlierSessionChangesNothing() {
        holders.happened(new GatewayEvent.Granted(START, "s-2", "pod-1"));
        holders.happened(new GatewayEvent.Released(START, "s-1", "pod-1"));

        assertThat(holders.now()).extracting(Held::session).containsExactly("s-2");
    }

    private static InstanceReport report(String pod, String session) {
        return new InstanceReport(
                pod, InstanceReport.State.BOUND, session, START, 1, "", "", START);
    }
}
