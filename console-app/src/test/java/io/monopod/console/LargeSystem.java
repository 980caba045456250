package io.monopod.console;

import io.monopod.console.admin.InstanceReport;
import io.monopod.console.admin.MetricsReport;
import io.monopod.console.admin.MetricsReport.Buckets;
import io.monopod.console.admin.MetricsReport.Ending;
import io.monopod.console.admin.RoomReport;
import io.monopod.console.admin.SessionReport;
import io.monopod.console.admin.Waiter;
import io.monopod.console.state.LiveModel;
import io.monopod.scenarios.event.ClientId;
import io.monopod.scenarios.event.Code;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;

/// What the console hears of a large system: many clients, instances and sessions, and a long line.
final class LargeSystem {
    static final int CLIENTS = 10_000;
    static final int INSTANCES = 1_000;
    static final int SESSIONS = 10_000;
    private static final int WAITERS = 1_000;

    private final LiveModel live;
    private final Simulation simulation;
    private int turn;

    LargeSystem(LiveModel live, Instant start) {
        this.live = live;
        this.simulation = new Simulation(live, start);
    }

    /// Every fourth client is served, the others are refused.
    LargeSystem clients() {
        simulation.begin("A crowd", CLIENTS, INSTANCES);
        for (int i = 1; i <= CLIENTS; i++) {
            simulation.client(i).login(i);
        }
        for (int i = 1; i <= CLIENTS; i++) {
            change(i);
        }
        return this;
    }

    /// A thousand clients get another answer, a quarter of the instances another state, and a
    /// hundred sessions leave the line.
    void change() {
        turn++;
        simulation.after(Duration.ofMillis(100));
        for (int i = 0; i < 1_000; i++) {
            change(1 + (turn * 1_000 + i) % CLIENTS);
        }
        instances();
        sessions();
        live.gatewayRoom(
                new RoomReport(
                        WAITERS, IntStream.range(0, WAITERS).mapToObj(this::waiter).toList()));
    }

    private Waiter waiter(int place) {
        ClientId id = new ClientId(1 + (turn * 100 + place) % CLIENTS);
        Duration left = Duration.ofMillis(place);
        return new Waiter(id + "-0badcafe", "admin", place + 1, simulation.now(), left);
    }

    private void change(int client) {
        if ((client + turn) % 4 == 0) {
            simulation.served(client, pod(client % INSTANCES), Duration.ZERO);
        } else {
            simulation.refused(client);
        }
    }

    LargeSystem instances() {
        live.gatewayInstances(
                IntStream.range(0, INSTANCES).mapToObj(this::instance).toList(), simulation.now());
        return this;
    }

    private InstanceReport instance(int number) {
        boolean bound = (number + turn) % 4 == 0;
        return new InstanceReport(
                pod(number),
                bound ? InstanceReport.State.BOUND : InstanceReport.State.FREE,
                bound ? "session-" + number : null,
                simulation.now().minusSeconds(number),
                number,
                "",
                "localhost:" + (20_000 + number),
                simulation.now().plusSeconds(3));
    }

    LargeSystem sessions() {
        live.gatewayFigures(
                IntStream.range(0, SESSIONS).mapToObj(this::session).toList(),
                new MetricsReport(
                        Map.of(new Ending(Code.OK, ""), 1_000L * turn), Buckets.NONE, Buckets.NONE),
                simulation.now());
        return this;
    }

    private SessionReport session(int number) {
        Instant since = simulation.now().minusSeconds(number);
        String pod = pod(number % INSTANCES);
        return new SessionReport("s-" + number, "ann", pod, "bound", since, since, 0, turn);
    }

    static String pod(int number) {
        return "pod-%04d".formatted(number);
    }
}
