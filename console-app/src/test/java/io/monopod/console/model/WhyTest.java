package io.monopod.console.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.console.Simulation;
import io.monopod.console.admin.GatewayEvent;
import io.monopod.console.admin.InstanceReport;
import io.monopod.console.admin.Waiter;
import io.monopod.console.admin.WhyReport;
import io.monopod.console.admin.WhyReport.Choice;
import io.monopod.console.snapshot.Frame;
import io.monopod.console.state.LiveModel;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

class WhyTest {
    private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
    private static final Choice TAKEN = new Choice("pod-1", "holds another session");

    @Test
    void summaryNamesTheChoiceThatASessionGot() {
        Why why = Why.of(report(null, TAKEN, new Choice("pod-2", "holds this session")), frame());

        assertThat(why.summary()).contains("It is on pod-2, number 2 of 2");
        assertThat(why.steps())
                .extracting(Why.Step::stand)
                .containsExactly(Why.Stand.TAKEN, Why.Stand.OWN);
    }

    @Test
    void blockingSessionIsNamedIfItIsOurs() {
        Why why = Why.of(report(null, TAKEN), frame());

        assertThat(why.steps())
                .extracting(Why.Step::says)
                .containsExactly("holds the session of client-1");
    }

    @Test
    void summaryNamesThePlaceInLine() {
        Why why =
                Why.of(
                        report(new Waiter("s", "ann", 3, START, Duration.ofSeconds(2)), TAKEN),
                        frame());

        assertThat(why.summary()).contains("number 3 in line").contains("about 2 s");
    }

    @Test
    void summarySaysWhetherAnInstanceIsFree() {
        Choice free = new Choice("pod-2", "free");

        assertThat(Why.of(report(null, TAKEN), frame()).summary())
                .contains("none of 1 instances is free");
        assertThat(Why.of(report(null, TAKEN, free), frame()).summary())
                .contains("it would get pod-2");
        assertThat(Why.of(report(null), frame()).summary()).contains("there are no instances");
    }

    @Test
    void eventsAreShownAsSentences() {
        WhyReport report =
                new WhyReport(
                        "s",
                        List.of(),
                        List.of(
                                new GatewayEvent.Replayed(
                                        START, "s", "pod-1", "pod-2", "instance-lost"),
                                new GatewayEvent.Ended(
                                        START, "s", "pod-2", "idle", Duration.ofSeconds(2))));

        assertThat(Why.of(report, frame()).events())
                .extracting(Why.Line::text)
                .containsExactly(
                        "A call was sent again, from pod-1 to pod-2: the instance was lost",
                        "It ended on pod-2 after 2.00 s: nobody used it for the idle time");
    }

    private static WhyReport report(@Nullable Waiter waits, Choice... preference) {
        return new WhyReport(
                "s",
                List.of(new WhyReport.InCluster("myservice", List.of(preference), waits)),
                List.of());
    }

    private static Frame frame() {
        LiveModel live = new LiveModel();
        new Simulation(live, START).begin("A run", 1, 1).client(1);
        live.gatewayInstances(
                List.of(
                        new InstanceReport(
                                "pod-1",
                                InstanceReport.State.BOUND,
                                "client-1-0badcafe",
                                START,
                                1,
                                "",
                                "",
                                START)),
                START);
        return live.frame(Frame.Request.STANDARD, START);
    }
}
