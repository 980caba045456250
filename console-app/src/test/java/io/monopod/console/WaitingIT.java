package io.monopod.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.console.model.ConsoleModel;
import io.monopod.console.model.View;
import io.monopod.console.service.PodAction;
import io.monopod.console.service.system.RealSystems;
import io.monopod.console.snapshot.Pod;
import io.monopod.console.snapshot.PodState;
import io.monopod.console.snapshot.client.SessionRecord;
import io.monopod.scenarios.event.ClientId;
import io.monopod.scenarios.load.Behaviour;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import java.time.Duration;
import java.util.List;

/// Clients that wait in line and sessions that move, as a user sees them, with a gateway and
/// instances as real processes.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class WaitingIT {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    @AutoClose private static OnScreen window;

    @BeforeAll
    static void open() throws InterruptedException {
        window = OnScreen.open(new RealSystems());
        Fx.run(
                () -> {
                    model().connect().instances().set(2);
                    model().connect().places().set(3);
                    model().view().set(View.INSTANCES);
                    model().startLocal();
                });
        // Its instances are seen before it counts as open, and clients cannot be added until then.
        window.await("the system", START, () -> model().connection().system().isPresent());
        window.await("two instances", START, () -> podsIn(PodState.FREE) == 2);
    }

    @Test
    @Order(1)
    void emptyWaitingRoomExplainsItselfAndOffersClients() throws InterruptedException {
        window.await("its limit", TIMEOUT, () -> summary().contains("room for 3"));
        assertThat(window.read(".room-empty .muted"))
                .singleElement()
                .asString()
                .contains("session-wait");

        window.press("#room-add");

        window.await("the sheet", TIMEOUT, () -> window.count("#load-wait") == 1);
        assertThat(window.read(".told")).singleElement().asString().contains("waits in line");
    }

    @Test
    @Order(2)
    void clientsWithoutAnInstanceWaitInLine() throws InterruptedException {
        Fx.run(
                () -> {
                    var load = model().load();
                    load.clients().set(6);
                    load.kind().set(Behaviour.Kind.STREAM);
                    load.calls().set(0);
                });
        window.press("#add-clients");

        window.await("three in line", TIMEOUT, () -> window.model().room().listed().size() == 3);
        window.await("the line on the screen", TIMEOUT, () -> window.count("#room") == 1);
        assertThat(summary()).contains("3 of 3 places taken");
        // Two are served and three wait, so the sixth client finds the room full.
        window.await(
                "the sixth to be told",
                TIMEOUT,
                () -> window.model().frame().get().story().errors().size() == 1);
        assertThat(reasons()).containsExactly("QUEUE_FULL");
        // A reserved instance is busy too, but its tile says so in other words.
        window.await("both to be bound", TIMEOUT, () -> podsIn(PodState.BUSY) == 2);
    }

    @Test
    @Order(3)
    void shortcutExplainsWhyAClientWaits() throws InterruptedException {
        String head = Fx.get(() -> model().room().listed().getFirst());
        Fx.run(() -> model().room().selected().set(head));

        window.type("Shortcut+I");

        window.await(
                "the answer",
                TIMEOUT,
                () -> window.read("#why-summary").toString().contains("number 1 in line"));
        assertThat(window.read("#why-session")).containsExactly("Session " + head);
        assertThat(window.read(".why-step .badge"))
                .hasSize(2)
                .allSatisfy(says -> assertThat(says).contains("holds the session of client-"));
    }

    @Test
    @Order(4)
    void sessionOfKilledInstanceIsShownMoving() throws InterruptedException {
        Fx.run(() -> model().runs().stop(waiting()));
        window.await("nobody in line", TIMEOUT, () -> model().room().listed().isEmpty());
        Fx.run(() -> model().instances().add());
        window.await("a free instance", START, () -> podsIn(PodState.FREE) == 1);
        Pod victim = Fx.get(() -> busy().getFirst());

        Fx.run(() -> model().instances().act(victim, PodAction.KILL));

        window.await("the replay", TIMEOUT, () -> successor(victim) != null);
        window.await(
                "the tiles to say so",
                TIMEOUT,
                () -> window.read(".pod-figures").toString().contains("1 replay"));
        // On the free one, or on the one that its supervisor has started by then.
        assertThat(window.read(".pod-tile.is-lost .pod-holder"))
                .singleElement()
                .asString()
                .contains("its process is gone", "its session is on instance-");
        assertThat(records()).anySatisfy(record -> assertThat(record.replays()).isOne());
    }

    private static ConsoleModel model() {
        return window.model();
    }

    private static String summary() {
        return String.join(" ", window.read("#room-told"));
    }

    private static List<String> reasons() {
        return model().frame().get().clients().stream()
                .map(row -> row.view().last())
                .filter(last -> last != null && last.reason() != null)
                .map(last -> String.valueOf(last.reason()))
                .toList();
    }

    private static List<SessionRecord> records() {
        return Fx.get(
                () -> model().frame().get().clients().stream().map(row -> row.session()).toList());
    }

    private static List<ClientId> waiting() {
        return model().frame().get().clients().stream()
                .filter(row -> row.session().waits() != null)
                .map(row -> row.id())
                .toList();
    }

    private static int podsIn(PodState state) {
        return model().frame().get().podsIn(state);
    }

    private static List<Pod> busy() {
        return model().frame().get().pods().stream()
                .filter(pod -> pod.state() == PodState.BUSY)
                .toList();
    }

    private static @Nullable String successor(Pod victim) {
        return model().frame().get().pods().stream()
                .filter(pod -> pod.name().equals(victim.name()))
                .findFirst()
                .map(pod -> pod.notes().successor())
                .orElse(null);
    }
}
