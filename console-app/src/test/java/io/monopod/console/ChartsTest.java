package io.monopod.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.console.control.Drawing;
import io.monopod.console.control.Ink;
import io.monopod.console.control.NumberField;
import io.monopod.scenarios.event.Code;
import io.monopod.scenarios.event.Verdict;

import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.stage.Window;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Number fields, colours, legends and charts, as a user sees them.
final class ChartsTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private OnScreen window;

    @BeforeEach
    void open() throws InterruptedException {
        window = OnScreen.open(new NoSystems());
    }

    @AfterEach
    void close() {
        window.close();
    }

    @Test
    void numberFieldTakesDigitsOnlyAndSaysSo() throws InterruptedException {
        enter("12x");

        window.await(
                "the word",
                TIMEOUT,
                () -> hints().contains("Whole numbers only, from 1 to 10,000"));
        assertThat(text()).isEqualTo("4");

        enter("50000");
        window.await("the limits", TIMEOUT, () -> hints().contains("From 1 to 10,000"));

        enter("12");
        window.await("no word", TIMEOUT, () -> hints().isEmpty());
        Fx.run(() -> clients().commitValue());
        assertThat(Fx.get(() -> window.model().playing().overloadClients().get())).isEqualTo(12);
    }

    private void enter(String text) {
        Fx.run(() -> clients().getEditor().setText(text));
    }

    private String text() {
        return Fx.get(() -> clients().getEditor().getText());
    }

    private NumberField clients() {
        return (NumberField) window.scene().lookup("#overload-clients");
    }

    private static List<String> hints() {
        return Window.getWindows().stream()
                .filter(each -> each.isShowing() && each instanceof Tooltip)
                .map(each -> ((Tooltip) each).getText())
                .toList();
    }

    @Test
    void everyCodeHasAColourOfItsOwnInLightAndDark() {
        for (int theme = 0; theme < 2; theme++) {
            List<Color> colours =
                    Fx.get(
                            () -> {
                                window.scene().getRoot().applyCss();
                                Drawing drawing = (Drawing) window.scene().lookup(".bars");
                                return Arrays.stream(Code.values())
                                        .map(code -> drawing.color(Ink.of(code)))
                                        .toList();
                            });
            assertThat(colours).doesNotHaveDuplicates().doesNotContain(Color.GRAY);
            window.type("Shortcut+T");
        }
    }

    @Test
    void legendWithEveryCodeWrapsWithinItsCard() throws InterruptedException {
        Simulation run = run();
        for (Code code : Code.values()) {
            if (code != Code.OK) {
                run.refused(1, code, "no", "NONE");
            }
        }

        window.await(
                "every code",
                TIMEOUT,
                () -> window.read(".legend .legend-entry").size() == Code.values().length);
        assertThat(
                        Fx.get(
                                () -> {
                                    window.scene().getRoot().layout();
                                    Node legend = window.scene().lookup(".legend");
                                    Bounds card = legend.getParent().getLayoutBounds();
                                    return ((Parent) legend)
                                            .getChildrenUnmodifiable().stream()
                                                    .allMatch(
                                                            entry ->
                                                                    legend.getLayoutX()
                                                                                    + entry.getBoundsInParent()
                                                                                            .getMaxX()
                                                                            <= card.getMaxX() + 1);
                                }))
                .isTrue();
    }

    @Test
    void valuesOfAnIntervalAreShownUnderTheMouse() throws InterruptedException {
        run().served(1, "pod-1", Duration.ofMillis(3)).end(Verdict.PASSED, Duration.ofSeconds(1));
        window.type("Shortcut+4");
        window.await(
                "the bars", TIMEOUT, () -> window.model().frame().get().outcomes().total() == 2);

        assertThat(valuesUnderTheMouse(".bars"))
                .anySatisfy(words -> assertThat(words).containsPattern("OK: [12], [12]0 calls/s"));
        assertThat(valuesUnderTheMouse(".bars"))
                .anySatisfy(words -> assertThat(words).endsWith("nothing"));
    }

    /// The texts beside the mouse on its way over the chart.
    private List<String> valuesUnderTheMouse(String chart) {
        return Fx.get(
                () -> {
                    window.scene().getRoot().layout();
                    Region node =
                            (Region)
                                    window.scene().getRoot().lookupAll(chart).stream()
                                            .filter(each -> each.getScene() != null)
                                            .findFirst()
                                            .orElseThrow();
                    List<String> seen = new ArrayList<>();
                    for (double x = 0; x < node.getWidth(); x += 3) {
                        node.fireEvent(mouse(node, x, 20));
                        Label hover = (Label) node.lookup(".chart-hover");
                        if (hover.isVisible() && !seen.contains(hover.getText())) {
                            seen.add(hover.getText());
                        }
                    }
                    return seen;
                });
    }

    /// The mouse moves over a node, to this place in it.
    private static MouseEvent mouse(Node node, double localX, double localY) {
        Point2D place = node.localToScene(localX, localY);
        double x = place.getX();
        double y = place.getY();
        return new MouseEvent(
                MouseEvent.MOUSE_MOVED,
                x,
                y,
                x,
                y,
                MouseButton.NONE,
                0,
                false,
                false,
                false,
                false,
                false,
                false,
                false,
                false,
                false,
                false,
                null);
    }

    @Test
    void rangeOfTheChartsIsChosen() throws InterruptedException {
        run().served(1, "pod-1", Duration.ofMillis(3));
        window.type("Shortcut+4");

        window.choose(
                () -> (MenuButton) window.scene().lookup("#range-outcomes"),
                "range-outcomes-ten_minutes");

        window.await(
                "wide bars",
                TIMEOUT,
                () ->
                        window.model()
                                .frame()
                                .get()
                                .outcomes()
                                .width()
                                .equals(Duration.ofSeconds(10)));
        assertThat(window.read("#range-outcomes .label")).contains("last 10 minutes");
    }

    @Test
    void whoCalledWhenStandsInTheConsole() throws InterruptedException {
        run().served(1, "pod-1", Duration.ofMillis(300)).end(Verdict.PASSED, Duration.ofSeconds(1));
        window.type("Shortcut+4");
        Fx.run(() -> ((ButtonBase) segment("Who called when")).fire());
        window.await(
                "the row", TIMEOUT, () -> window.model().frame().get().times().rows().size() == 1);

        List<String> seen =
                Fx.get(
                        () -> {
                            Region chart = (Region) window.scene().lookup("#call-times");
                            List<String> words = new ArrayList<>();
                            for (double x = 0; x < chart.getWidth(); x += 2) {
                                chart.fireEvent(mouse(chart, x, 28));
                                Label hover = (Label) chart.lookup(".chart-hover");
                                if (hover.isVisible()) {
                                    words.add(hover.getText());
                                }
                            }
                            return words;
                        });

        assertThat(seen)
                .anySatisfy(
                        words ->
                                assertThat(words)
                                        .contains("client-1 MyServiceEcho", "OK (0), pod-1"));
    }

    private Node segment(String words) {
        return window.scene().getRoot().lookupAll(".segment").stream()
                .filter(each -> ((ButtonBase) each).getText().equals(words))
                .findFirst()
                .orElseThrow();
    }

    private Simulation run() {
        return new Simulation(window.live(), Instant.now().minusSeconds(1))
                .begin("A run", 1, 1)
                .client(1)
                .login(1);
    }
}
