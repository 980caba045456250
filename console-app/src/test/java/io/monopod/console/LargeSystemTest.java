package io.monopod.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.console.flow.PodTile;
import io.monopod.console.model.View;

import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Control;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// A thousand instances and ten thousand sessions, as a user looks through them.
final class LargeSystemTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final Duration MAX_SWITCH = Duration.ofMillis(300);

    /// Many times fewer than there are, and more than fit on the screen of a test.
    private static final int MAX_DRAWN = 60;

    private OnScreen window;
    private LargeSystem system;

    @BeforeEach
    void open() throws InterruptedException {
        window = OnScreen.open(new NoSystems());
        system = new LargeSystem(window.live(), Instant.now());
    }

    @AfterEach
    void close() {
        window.close();
    }

    @Test
    void onlyVisibleInstancesHaveATile() throws InterruptedException {
        system.instances();
        window.type("Shortcut+2");
        window.await("the first", TIMEOUT, () -> names().contains(LargeSystem.pod(0)));
        assertThat(names()).hasSizeLessThan(MAX_DRAWN).startsWith(LargeSystem.pod(0));

        Fx.run(() -> window.scene().lookup(".pod-grid").requestFocus());
        window.key(KeyCode.END);

        window.await("the last", TIMEOUT, () -> names().contains(LargeSystem.pod(999)));
        assertThat(names()).hasSizeLessThan(MAX_DRAWN).doesNotContain(LargeSystem.pod(0));
        assertThat(isInView(tile(LargeSystem.pod(999)))).isTrue();

        search("#instance-search", "pod-0777");

        window.await("the one", TIMEOUT, () -> names().equals(List.of(LargeSystem.pod(777))));
        assertThat(isInView(tile(LargeSystem.pod(777)))).isTrue();
    }

    @Test
    void tabReachesTilesBelowTheVisibleOnes() throws InterruptedException {
        system.instances();
        window.type("Shortcut+2");
        window.await("the first", TIMEOUT, () -> names().contains(LargeSystem.pod(0)));
        Fx.run(() -> tile(LargeSystem.pod(0)).lookup(".menu-button").requestFocus());

        for (int i = 1; i <= 100; i++) {
            window.key(KeyCode.TAB);
            Fx.run(() -> window.scene().getRoot().layout());
        }

        PodTile reached = Fx.get(this::focused);
        assertThat(reached.pod().name()).isEqualTo(LargeSystem.pod(100));
        assertThat(isInView(reached)).isTrue();
    }

    @Test
    void oneOfTenThousandSessionsIsFound() throws InterruptedException {
        system.sessions();
        window.type("Shortcut+7");
        window.await("all", TIMEOUT, () -> window.read("#gateway-sessions").contains("10,000"));
        window.await("rows", TIMEOUT, () -> window.count("#sessions .table-row-cell") > 2);
        assertThat(window.count("#sessions .table-row-cell")).isLessThan(MAX_DRAWN);

        search("#session-search", "s-9876");

        window.await("it", TIMEOUT, () -> cells().contains("s-9876"));
        assertThat(cells()).doesNotContain("s-1");
    }

    @Test
    void viewsAreSwitchedInTime() throws InterruptedException {
        system.clients().instances().sessions();
        window.awaitFrame();

        for (String time : List.of("first", "later")) {
            for (View view : View.values()) {
                Duration worked = window.switchTo(view, time);
                assertThat(worked).as("%s switch to %s", time, view).isLessThan(MAX_SWITCH);
            }
        }
    }

    @Test
    void viewsAreBuiltBeforeTheyAreShown() throws InterruptedException {
        Control list =
                Fx.get(
                        () -> {
                            window.model().view().set(View.SCENARIOS);
                            Node found = window.scene().lookup("#scenarios");
                            window.model().view().set(View.OVERVIEW);
                            return (Control) found;
                        });
        assertThat(list.getSkin()).isNull();

        window.buildAhead();

        window.await("its skin", TIMEOUT, () -> list.getSkin() != null);
        assertThat(window.count("#scenarios")).isZero();
    }

    private List<String> names() {
        return window.read(".pod-tile .pod-name");
    }

    private List<String> cells() {
        return window.read("#sessions .table-cell");
    }

    private PodTile tile(String pod) {
        return Fx.get(
                () ->
                        window.scene().getRoot().lookupAll(".pod-tile").stream()
                                .map(PodTile.class::cast)
                                .filter(each -> each.pod().name().equals(pod))
                                .findFirst()
                                .orElseThrow());
    }

    private PodTile focused() {
        Node node = window.scene().getFocusOwner();
        while (!(node instanceof PodTile tile)) {
            node = node.getParent();
        }
        return tile;
    }

    private boolean isInView(Node node) {
        return Fx.get(
                () -> {
                    ScrollPane grid = (ScrollPane) window.scene().lookup(".pod-grid");
                    window.scene().getRoot().layout();
                    Bounds seen = grid.localToScene(grid.getLayoutBounds());
                    return seen.contains(node.localToScene(node.getLayoutBounds()));
                });
    }

    private void search(String field, String text) {
        Fx.run(() -> ((TextInputControl) window.scene().lookup(field)).setText(text));
    }
}
