package io.monopod.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.console.flow.PodTile;
import io.monopod.console.model.ConsoleModel;
import io.monopod.console.model.View;
import io.monopod.console.service.Activity;
import io.monopod.console.service.system.Link;
import io.monopod.console.service.system.RealSystems;
import io.monopod.console.snapshot.Pod;
import io.monopod.console.snapshot.PodState;
import io.monopod.console.snapshot.client.ClientRow;
import io.monopod.scenarios.event.ClientState;

import javafx.scene.control.MenuButton;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;

/// Uses the console like a user, with a gateway and instances as real processes.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class OverloadIT {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    @AutoClose private static OnScreen window;

    @BeforeAll
    static void open() throws InterruptedException {
        window = OnScreen.open(new RealSystems());
    }

    @Test
    @Order(1)
    void overloadButtonShowsWhyTheFourthClientWasRefused() throws InterruptedException {
        window.press("#run-overload");

        window.await("the run to end", START, OverloadIT::isRunOver);
        assertThat(window.read("#headline"))
                .singleElement()
                .asString()
                .contains("3 of 4 clients got an instance of their own")
                .contains("RESOURCE_EXHAUSTED (8)")
                .contains("all instances are busy");
        assertThat(podsOnChips()).hasSize(3).doesNotHaveDuplicates();
        assertThat(window.read(".pod-tile .pod-name"))
                .containsExactlyInAnyOrderElementsOf(podsOnChips());
        assertThat(window.read(".client-chip .ink-exhausted.badge"))
                .contains("RESOURCE_EXHAUSTED (8)");
        assertThat(window.count(".check-passed")).isGreaterThanOrEqualTo(5);
        assertThat(window.count(".check-failed")).isZero();
    }

    @Test
    @Order(2)
    void refusedClientShowsItsWholeAnswer() throws InterruptedException {
        ClientRow refused =
                Fx.get(
                        () ->
                                model().frame().get().clients().stream()
                                        .filter(row -> row.view().pod() == null)
                                        .findFirst()
                                        .orElseThrow());
        Fx.run(() -> model().showClient(refused.id()));

        window.await("the details", TIMEOUT, () -> !window.read("#client-details .fact").isEmpty());
        assertThat(window.read("#client-details .fact"))
                .contains("RESOURCE_EXHAUSTED (8)", "all instances are busy", "ALL_INSTANCES_BUSY");
        assertThat(window.read("#client-details .fact-name"))
                .contains("session-id", "grpc-retry-pushback-ms");
    }

    @Test
    @Order(3)
    void killedInstanceChangesItsTileAndItsClient() throws InterruptedException {
        Fx.run(
                () -> {
                    model().load().clients().set(2);
                    model().load().calls().set(0);
                    model().load().thinkMillis().set(100);
                    model().playing().addClients();
                    model().view().set(View.OVERVIEW);
                });
        window.await("two clients served", TIMEOUT, () -> busy().size() == 2);
        Pod victim = Fx.get(() -> busy().getFirst());

        window.choose(() -> menuOf(victim), "pod-kill");
        window.await("the question", TIMEOUT, () -> window.count("#confirm") == 1);
        window.press("#confirm");

        window.await("the tile to say so", TIMEOUT, () -> isLostOnScreen(victim));
        window.await("its client to be elsewhere, or nowhere", TIMEOUT, () -> hasLeft(victim));
        window.press("#stop");
        window.await("the load to end", TIMEOUT, OverloadIT::isRunOver);
    }

    @Test
    @Order(4)
    void closingTheConnectionEndsTheSystem() throws InterruptedException {
        Fx.run(() -> model().connection().close());

        window.await("the end of it", TIMEOUT, () -> model().link().get() instanceof Link.Off);
        assertThat(window.read("#link .link-title")).containsExactly("Not connected");
    }

    private static ConsoleModel model() {
        return window.model();
    }

    private static boolean isRunOver() {
        var run = model().frame().get().run();
        return run != null && !run.running() && model().activity().get() instanceof Activity.Idle;
    }

    private static List<String> podsOnChips() {
        return window.read(".client-chip .chip-pod");
    }

    private static List<Pod> busy() {
        return model().frame().get().pods().stream()
                .filter(pod -> pod.state() == PodState.BUSY && pod.client() != null)
                .toList();
    }

    private static MenuButton menuOf(Pod pod) {
        return window.scene().getRoot().lookupAll(".pod-tile").stream()
                .map(PodTile.class::cast)
                .filter(tile -> tile.pod().name().equals(pod.name()))
                .map(tile -> (MenuButton) tile.lookup(".menu-button"))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isLostOnScreen(Pod pod) {
        return new HashSet<>(window.read(".pod-tile.is-lost .pod-name")).contains(pod.name());
    }

    private static boolean hasLeft(Pod victim) {
        Pod.Holder client = victim.client();
        ClientRow row = client == null ? null : model().frame().get().client(client.id());
        return row != null
                && (row.view().state() != ClientState.ACTIVE
                        || !victim.name().equals(row.view().pod()));
    }
}
