package io.monopod.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.console.model.ConsoleModel;
import io.monopod.console.model.View;
import io.monopod.console.service.system.Systems;
import io.monopod.console.state.LiveModel;
import io.monopod.console.text.Sentences;
import io.monopod.console.window.Shell;
import io.monopod.console.window.Theme;
import io.monopod.scenarios.system.SystemControl;

import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Labeled;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;
import javafx.stage.StageStyle;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// An open window that is read and operated like by a user. For the test's thread.
final class OnScreen implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final Workbench bench;
    private final Shell shell;
    private final Stage stage;

    private OnScreen(Workbench bench, Shell shell, Stage stage) {
        this.bench = bench;
        this.shell = shell;
        this.stage = stage;
    }

    /// As large as the virtual screen of headless tests.
    static OnScreen open(Systems systems) throws InterruptedException {
        return open(systems, Theme.Choice.DARK, 1000, 700);
    }

    static OnScreen open(Systems systems, Theme.Choice choice, int width, int height)
            throws InterruptedException {
        Fx.start();
        return Fx.get(
                () -> {
                    Theme theme = new Theme();
                    theme.choice().set(choice);
                    Workbench bench =
                            new Workbench(systems, Platform::runLater, InstantSource.system());
                    Shell shell = new Shell(bench.model(), theme);
                    Stage stage = new Stage(StageStyle.UNDECORATED);
                    stage.setScene(new Scene(shell, width, height));
                    stage.titleProperty().bind(shell.title());
                    shell.installShortcuts();
                    stage.show();
                    return new OnScreen(bench, shell, stage);
                });
    }

    ConsoleModel model() {
        return bench.model();
    }

    LiveModel live() {
        return bench.live();
    }

    /// Builds the views that are not shown yet, as the console does after its start.
    void buildAhead() {
        Fx.run(shell::buildAhead);
    }

    /// Waits until all that the console has been told so far is shown.
    void awaitFrame() throws InterruptedException {
        long wanted = live().changes();
        Fx.await("a frame", TIMEOUT, () -> model().frame().get().number() >= wanted);
    }

    /// Switches to a view, and waits until it is drawn and the next frame begins. Prints how long.
    ///
    /// @return how long the UI thread worked, without what other processes took from the machine
    Duration switchTo(View view, String which) throws InterruptedException {
        CountDownLatch pulses = new CountDownLatch(2);
        Runnable onPulse =
                () -> {
                    pulses.countDown();
                    Platform.requestNextPulse();
                };
        long before = Fx.get(OnScreen::workOfThisThread);
        long pressed = System.nanoTime();
        Fx.run(
                () -> {
                    model().view().set(view);
                    scene().addPostLayoutPulseListener(onPulse);
                    Platform.requestNextPulse();
                });
        assertThat(pulses.await(TIMEOUT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        Duration took = Duration.ofNanos(System.nanoTime() - pressed);
        Duration worked = Duration.ofNanos(Fx.get(OnScreen::workOfThisThread) - before);
        Fx.run(() -> scene().removePostLayoutPulseListener(onPulse));
        System.out.printf(
                "%s switch to %s: %d ms, of which the UI thread worked %d ms%n",
                which, view, took.toMillis(), worked.toMillis());
        return worked;
    }

    private static long workOfThisThread() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    Scene scene() {
        return stage.getScene();
    }

    String title() {
        return Fx.get(stage::getTitle);
    }

    /// The visible texts of these nodes, in scene graph order.
    List<String> read(String selector) {
        return Fx.get(
                () ->
                        all(selector).stream()
                                .filter(OnScreen::isSeen)
                                .filter(Labeled.class::isInstance)
                                .map(node -> ((Labeled) node).getText())
                                .toList());
    }

    private static boolean isSeen(Node node) {
        for (Node each = node; each != null; each = each.getParent()) {
            if (!each.isVisible()) {
                return false;
            }
        }
        return true;
    }

    /// How many of these nodes are visible.
    int count(String selector) {
        return Fx.get(() -> (int) all(selector).stream().filter(OnScreen::isSeen).count());
    }

    private List<Node> all(String selector) {
        scene().getRoot().applyCss();
        return List.copyOf(scene().getRoot().lookupAll(selector));
    }

    void press(String selector) {
        Fx.run(
                () -> {
                    Node node = all(selector).stream().filter(OnScreen::isSeen).findFirst().get();
                    assertThat(node.isDisabled()).as(selector + " is disabled").isFalse();
                    ((ButtonBase) node).fire();
                });
    }

    void press(Node node) {
        Fx.run(
                () -> {
                    assertThat(node.isDisabled()).isFalse();
                    ((ButtonBase) node).fire();
                });
    }

    /// Presses a key combination, for example `Shortcut+N`.
    void type(String keys) {
        Fx.run(() -> accelerator(KeyCombination.valueOf(keys)).run());
    }

    private Runnable accelerator(KeyCombination keys) {
        Runnable action = scene().getAccelerators().get(keys);
        if (action == null) {
            throw new AssertionError("no command has the shortcut " + keys);
        }
        return action;
    }

    /// Presses a key where the focus is.
    void key(KeyCode code) {
        Fx.run(
                () -> {
                    Node owner = scene().getFocusOwner();
                    for (var type : List.of(KeyEvent.KEY_PRESSED, KeyEvent.KEY_RELEASED)) {
                        owner.fireEvent(
                                new KeyEvent(type, "", "", code, false, false, false, false));
                    }
                });
    }

    /// Whether the focus is somewhere in such a node.
    boolean hasFocus(String selector) {
        return Fx.get(
                () -> {
                    for (Node each = scene().getFocusOwner();
                            each != null;
                            each = each.getParent()) {
                        if (all(selector).contains(each)) {
                            return true;
                        }
                    }
                    return false;
                });
    }

    /// Opens a tile's menu and chooses an item.
    void choose(Supplier<MenuButton> menu, String item) {
        Fx.run(
                () -> {
                    MenuButton button = menu.get();
                    button.show();
                    button.getItems().stream()
                            .filter(each -> item.equals(each.getId()))
                            .findFirst()
                            .ifPresentOrElse(
                                    MenuItem::fire,
                                    () -> assertThat(button.getItems()).as(item).isEmpty());
                    button.hide();
                });
    }

    /// Whether the console tells of an event with a sentence that begins so.
    boolean hasEvent(String beginning) {
        return Fx.get(
                () ->
                        model().events().events().stream()
                                .map(line -> Sentences.of(line.what()))
                                .anyMatch(sentence -> sentence.startsWith(beginning)));
    }

    /// Of the processes of the open system, which is a local one.
    SystemControl control() {
        return Fx.get(() -> model().connection().system().orElseThrow())
                .tested()
                .control()
                .orElseThrow();
    }

    void await(String what, Duration timeout, BooleanSupplier condition)
            throws InterruptedException {
        Fx.await(what, timeout, condition);
    }

    @Override
    public void close() {
        Fx.run(stage::close);
        bench.close();
    }
}
