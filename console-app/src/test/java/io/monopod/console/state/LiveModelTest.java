package io.monopod.console.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.console.Simulation;
import io.monopod.console.snapshot.Frame;
import io.monopod.console.snapshot.Outcomes;
import io.monopod.console.snapshot.Pod;
import io.monopod.console.snapshot.PodState;
import io.monopod.console.snapshot.client.ClientGroup;
import io.monopod.console.snapshot.client.ClientQuery;
import io.monopod.scenarios.event.ClientId;
import io.monopod.scenarios.event.Code;
import io.monopod.scenarios.system.Endpoint;
import io.monopod.scenarios.system.InstanceView;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

class LiveModelTest {
    private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");

    private final LiveModel live = new LiveModel();
    private final Simulation run = new Simulation(live, START);

    private Frame frame() {
        return live.frame(Frame.Request.STANDARD, run.now());
    }

    @Test
    void overloadShowsThreeServedClientsAndOneRefused() {
        run.overload();

        Frame frame = frame();

        assertThat(frame.story().counts())
                .containsEntry(ClientGroup.SERVED, 3)
                .containsEntry(ClientGroup.REFUSED, 1)
                .containsEntry(ClientGroup.ALL, 4);
        assertThat(frame.pods())
                .allSatisfy(pod -> assertThat(pod.state()).isEqualTo(PodState.BUSY))
                .hasSize(3);
        assertThat(frame.story().served()).isEqualTo(3);
        assertThat(frame.story().errors())
                .singleElement()
                .satisfies(
                        trouble -> {
                            assertThat(trouble.code()).isEqualTo(Code.RESOURCE_EXHAUSTED);
                            assertThat(trouble.first().label()).isEqualTo("client-4");
                        });
    }

    @Test
    void shutdownFreesThePodButKeepsItsClient() {
        run.overload().overloadDone();

        assertThat(frame().pods())
                .allSatisfy(
                        pod -> {
                            assertThat(pod.state()).isEqualTo(PodState.FREE);
                            assertThat(pod.session()).isNull();
                            assertThat(pod.client()).isNotNull();
                        });
    }

    @Test
    void killedProcessIsLostAndItsSuccessorTakesTheTile() {
        run.overload();
        live.localInstances(List.of(view("monopod-demo-7f3a", InstanceView.State.GONE)), run.now());

        assertThat(pod("monopod-demo-7f3a").state()).isEqualTo(PodState.LOST);

        live.localInstances(
                List.of(view("monopod-demo-new", InstanceView.State.RUNNING)), run.now());

        assertThat(frame().pods()).extracting(Pod::name).doesNotContain("monopod-demo-7f3a");
        assertThat(pod("monopod-demo-new").state()).isEqualTo(PodState.FREE);
    }

    @Test
    void resumedProcessKeepsItsSession() {
        run.overload();

        live.localInstances(
                List.of(view("monopod-demo-7f3a", InstanceView.State.PAUSED)), run.now());
        assertThat(pod("monopod-demo-7f3a").state()).isEqualTo(PodState.PAUSED);

        live.localInstances(
                List.of(view("monopod-demo-7f3a", InstanceView.State.RUNNING)), run.now());
        assertThat(pod("monopod-demo-7f3a").state()).isEqualTo(PodState.BUSY);
    }

    @Test
    void refusalsAreCountedPerRowOfTheContract() {
        run.overload();

        Outcomes outcomes = frame().outcomes();

        assertThat(outcomes.refusals().getFirst()).isEqualTo(1);
        assertThat(outcomes.refusals().stream().mapToInt(Integer::intValue).sum()).isEqualTo(1);
        assertThat(outcomes.calls()).containsEntry(Code.OK, 7);
    }

    @Test
    void eachMoveIsShownOnce() {
        run.overload();

        assertThat(frame().moves()).hasSize(4);
        assertThat(frame().moves()).isEmpty();
    }

    @Test
    void eventsAreInOrder() {
        run.overload().overloadDone();

        assertThat(frame().events())
                .extracting(line -> line.what().getClass().getSimpleName())
                .containsExactly(
                        "RunBegan",
                        "StepBegan",
                        "StepBegan",
                        "Served",
                        "Served",
                        "Served",
                        "Turned",
                        "Checked",
                        "Checked",
                        "Checked",
                        "Checked",
                        "StepBegan",
                        "Left",
                        "Left",
                        "Left",
                        "Checked",
                        "RunDone");
    }

    @Test
    void focusedClientHasItsCalls() {
        run.overload();

        Frame frame =
                live.frame(new Frame.Request(ClientQuery.EVERYONE, new ClientId(4)), run.now());

        assertThat(Objects.requireNonNull(frame.focus()).calls())
                .extracting(exchange -> exchange.call().method())
                .containsExactly("Login", "MyServiceEcho");
    }

    @Test
    void newRunDropsOldClientsButKeepsInstances() {
        run.overload().overloadDone();

        run.begin("Again", 1, 3).client(1);

        assertThat(frame().clients()).hasSize(1);
        assertThat(frame().pods()).hasSize(3);
        assertThat(frame().outcomes().total()).isZero();
    }

    @Test
    void chartsStopWhenTheRunEnds() {
        run.overload().overloadDone();
        Frame atEnd = frame();

        run.after(Duration.ofMinutes(10));

        assertThat(frame().outcomes()).isEqualTo(atEnd.outcomes());
    }

    private Pod pod(String name) {
        return frame().pods().stream()
                .filter(pod -> pod.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static InstanceView view(String pod, InstanceView.State state) {
        return new InstanceView("instance-1", pod, Endpoint.plaintext("localhost", 1), state);
    }
}
