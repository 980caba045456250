package io.monopod.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.console.admin.RoomReport;
import io.monopod.console.admin.Waiter;
import io.monopod.console.model.View;
import io.monopod.scenarios.event.ClientId;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/// Ten thousand clients that keep changing and a line of a thousand must not slow the screen.
final class CrowdTest {
    private static final int CLIENTS = 10_000;
    private static final int PODS = 60;
    private static final Duration MAX_PAUSE = Duration.ofMillis(50);

    private OnScreen window;

    @BeforeEach
    void open() throws InterruptedException {
        window = OnScreen.open(new NoSystems());
    }

    @AfterEach
    void close() {
        window.close();
    }

    @ParameterizedTest
    @EnumSource(View.class)
    void windowRespondsWhileTenThousandClientsChange(View view) throws InterruptedException {
        Simulation simulation = crowd();
        Fx.run(() -> window.model().view().set(view));
        // The first frames load classes and draw static parts.
        churn(simulation, 15);

        Pulse pulse = Pulse.take();
        churn(simulation, 20);
        Pulse.Report report = pulse.end();

        System.out.printf("%s: %s, heap %d MB%n", view, report, usedHeap());
        assertThat(report.longestWork()).isLessThan(MAX_PAUSE);
    }

    private Simulation crowd() throws InterruptedException {
        Simulation simulation =
                new Simulation(window.live(), Instant.now()).begin("A crowd", CLIENTS, PODS);
        for (int i = 1; i <= CLIENTS; i++) {
            simulation.client(i).login(i);
        }
        return simulation;
    }

    /// Takes this many frames; before each, a thousand clients get another answer.
    private void churn(Simulation simulation, int frames) throws InterruptedException {
        for (int frame = 0; frame < frames; frame++) {
            long seen = Fx.get(() -> window.model().frame().get().number());
            simulation.after(Duration.ofMillis(100));
            for (int i = 0; i < 1_000; i++) {
                change(simulation, 1 + (frame * 1_000 + i) % CLIENTS, frame);
            }
            window.live().gatewayRoom(line(frame, simulation.now()));
            long wanted = window.live().changes();
            Fx.await(
                    "the next frame",
                    Duration.ofSeconds(10),
                    () -> window.model().frame().get().number() >= wanted && wanted > seen);
        }
    }

    private static void change(Simulation simulation, int client, int turn) {
        if ((client + turn) % 4 == 0) {
            simulation.served(client, "pod-" + client % PODS, Duration.ZERO);
        } else {
            simulation.refused(client);
        }
    }

    /// Since the last frame a hundred sessions have left the line, and a hundred have joined.
    private static RoomReport line(int frame, Instant now) {
        List<Waiter> waiters =
                IntStream.range(0, 1_000)
                        .mapToObj(i -> waiter(i + 1, 1 + (frame * 100 + i) % CLIENTS, now))
                        .toList();
        return new RoomReport(1_000, waiters);
    }

    private static Waiter waiter(int position, int client, Instant now) {
        ClientId id = new ClientId(client);
        return new Waiter(id + "-0badcafe", "admin", position, now, Duration.ofMillis(position));
    }

    private static long usedHeap() {
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
    }
}
