package io.monopod.console.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.console.Simulation;
import io.monopod.console.snapshot.client.ClientGroup;
import io.monopod.console.state.LiveModel;
import io.monopod.scenarios.event.Code;
import io.monopod.scenarios.event.Verdict;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

class StoryTest {
    private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");

    private final LiveModel live = new LiveModel();
    private final Simulation run = new Simulation(live, START);

    /// Clients do anything, in any order.
    @Property(tries = 200)
    void groupsSumToAllClients(
            @ForAll @Size(min = 1, max = 60) List<@IntRange(max = 35) Integer> steps) {
        LiveModel model = new LiveModel();
        Simulation any = new Simulation(model, START).begin("Any", 6, 2);
        for (int client = 1; client <= 6; client++) {
            any.client(client);
        }
        for (int step : steps) {
            perform(any, 1 + step % 6, step / 6);
        }
        assertSums(model, any);

        any.end(Verdict.STOPPED, Duration.ZERO);

        assertSums(model, any);
        Story story = story(model, any);
        assertThat(story.count(ClientGroup.CALLING)).as("after the end").isZero();
    }

    private static void perform(Simulation any, int client, int what) {
        switch (what) {
            case 0 -> any.login(client);
            case 1 -> any.served(client, "pod-" + client % 2, Duration.ofMillis(1));
            case 2 -> any.refused(client);
            case 3 -> any.refused(client, Code.UNAVAILABLE, "gone", "BACKEND_UNAVAILABLE");
            case 4 -> any.refused(client, Code.DEADLINE_EXCEEDED, "late", "");
            default -> any.shutDown(client);
        }
    }

    private static void assertSums(LiveModel model, Simulation any) {
        Map<ClientGroup, Integer> counts = story(model, any).counts();
        int sum =
                counts.entrySet().stream()
                        .filter(entry -> entry.getKey() != ClientGroup.ALL)
                        .mapToInt(Map.Entry::getValue)
                        .sum();
        assertThat(sum).isEqualTo(6);
    }

    private static Story story(LiveModel model, Simulation any) {
        return model.frame(Frame.Request.STANDARD, any.now()).story();
    }

    @Test
    void clientThatNeverCalledHasNotStarted() {
        run.begin("Stopped early", 2, 1).client(1).client(2).login(1);
        run.end(Verdict.STOPPED, Duration.ZERO);

        assertThat(story(live, run).count(ClientGroup.NOT_STARTED)).isOne();
        assertThat(story(live, run).count(ClientGroup.STOPPED)).isOne();
    }

    @Test
    void clientWhoseInstanceWentAwayIsLost() {
        run.begin("Loss", 1, 1).client(1).login(1).served(1, "pod-1", Duration.ofMillis(1));
        run.refused(1, Code.UNAVAILABLE, "backend service unavailable", "OUTCOME_UNKNOWN");

        assertThat(story(live, run).count(ClientGroup.LOST)).isOne();
        assertThat(story(live, run).failed()).isOne();
    }
}
