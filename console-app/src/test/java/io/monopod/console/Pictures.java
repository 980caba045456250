package io.monopod.console;

import io.monopod.console.model.ConsoleModel;
import io.monopod.console.model.View;
import io.monopod.console.service.Activity;
import io.monopod.console.service.PodAction;
import io.monopod.console.service.system.RealSystems;
import io.monopod.console.snapshot.Frame;
import io.monopod.console.snapshot.Pod;
import io.monopod.console.snapshot.PodState;
import io.monopod.console.snapshot.client.ClientRow;
import io.monopod.console.window.Theme;
import io.monopod.console.window.WindowPicture;
import io.monopod.scenarios.event.ClientId;
import io.monopod.scenarios.load.Behaviour;
import io.monopod.scenarios.scenario.Scenarios;

import javafx.application.Platform;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ListView;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/// Uses the console like a user, with real processes, and takes the pictures for `docs/console`:
/// `Pictures DIRECTORY [WIDTH HEIGHT [DARK|LIGHT]]`. Needs a screen of that size.
final class Pictures {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final Path directory;
    private final String theme;
    private final OnScreen window;

    private Pictures(Path directory, Theme.Choice choice, int width, int height)
            throws InterruptedException {
        this.directory = directory;
        theme = choice.name().toLowerCase(Locale.ROOT);
        window = OnScreen.open(new RealSystems(), choice, width, height);
    }

    public static void main(String[] args) throws Exception {
        Path directory = Files.createDirectories(Path.of(args[0]));
        int width = args.length > 1 ? Integer.parseInt(args[1]) : 1400;
        int height = args.length > 2 ? Integer.parseInt(args[2]) : 900;
        List<Theme.Choice> themes =
                args.length > 3
                        ? List.of(Theme.Choice.valueOf(args[3]))
                        : List.of(Theme.Choice.DARK, Theme.Choice.LIGHT);
        for (Theme.Choice choice : themes) {
            Pictures pictures = new Pictures(directory, choice, width, height);
            pictures.tour();
            pictures.window.close();
            Pictures several = new Pictures(directory, choice, width, height);
            several.severalGateways();
            several.window.close();
        }
        Platform.exit();
    }

    private void tour() throws InterruptedException, IOException {
        take("start");
        long pressed = System.nanoTime();
        window.press("#run-overload");
        await("the run", () -> isOver(frame()));
        System.out.printf("%s: button to result %d ms%n", theme, millisSince(pressed));
        take("overload");
        show(View.SCENARIOS);
        take("scenarios");
        show(View.OUTCOMES);
        take("outcomes");
        press("Who called when");
        take("calls");
        press("Error codes");
        Fx.run(() -> model().showClient(refused()));
        take("client");
        window.type("Shortcut+N");
        take("add-clients");
        load();
        show(View.CLIENTS);
        take("clients");
        show(View.INSTANCES);
        kill();
        take("instances");
        press("table");
        take("instances-table");
        press("tiles");
        show(View.OVERVIEW);
        take("load");
        window.type("Shortcut+PERIOD");
        await("the end of the load", () -> model().activity().get() instanceof Activity.Idle);
        restart();
        line();
        show(View.RUNS);
        Fx.run(
                () ->
                        ((ListView<?>) window.scene().lookup("#runs"))
                                .getSelectionModel()
                                .selectRange(0, 2));
        take("runs");
        show(View.EVENTS);
        take("events");
        window.type("Shortcut+L");
        take("connect");
    }

    /// Three gateways, one of which is killed. Needs an etcd.
    private void severalGateways() throws Exception {
        Fx.run(
                () -> {
                    model().connect().gateways().set(3);
                    model().startLocal();
                });
        await("three gateways", () -> frame().gateways().serving() == 3);
        await("three instances", () -> frame().podsIn(PodState.FREE) == 3);
        window.type("Shortcut+N");
        rest();
        load();
        window.control().killGateway(frame().gateways().all().getLast().name());
        await("its loss", () -> frame().gateways().serving() == 2);
        take("gateways");
        show(View.GATEWAY);
        take("gateways-list");
    }

    /// Clients that wait, the explanation for one of them, and a session that moves.
    private void line() throws InterruptedException, IOException {
        Fx.run(
                () -> {
                    var load = model().load();
                    load.clients().set(12);
                    load.kind().set(Behaviour.Kind.STREAM);
                    load.setDefaultWait();
                });
        window.type("Shortcut+N");
        rest();
        window.press("#add-clients");
        await("a line", () -> model().room().listed().size() == 9);
        show(View.OVERVIEW);
        take("in-line");
        show(View.INSTANCES);
        take("waiting-room");
        show(View.GATEWAY);
        take("gateway");
        show(View.INSTANCES);
        Fx.run(() -> model().room().selected().set(model().room().listed().getFirst()));
        window.type("Shortcut+I");
        take("why");
        window.press(".sheet-head .button");
        stopWaiting();
        Fx.run(() -> model().instances().add());
        await("a free instance", () -> frame().podsIn(PodState.FREE) == 1);
        kill();
        take("moved");
        window.type("Shortcut+PERIOD");
        await("the end of the line", () -> model().activity().get() instanceof Activity.Idle);
        show(View.SCENARIOS);
        Fx.run(() -> model().scenarios().chosen().set(Scenarios.named("chaos").orElseThrow()));
        take("chaos");
    }

    /// Presses the choice with these words.
    private void press(String words) {
        window.press(
                Fx.get(
                        () ->
                                window.scene().getRoot().lookupAll(".segment").stream()
                                        .filter(each -> ((ButtonBase) each).getText().equals(words))
                                        .findFirst()
                                        .orElseThrow()));
    }

    private void restart() throws InterruptedException {
        Fx.run(
                () -> {
                    Pod lost = frame().pods().getLast();
                    model().instances().act(lost, PodAction.RESTART);
                });
        await("three instances again", () -> frame().podsIn(PodState.FREE) == 3);
    }

    private void stopWaiting() throws InterruptedException {
        Fx.run(
                () ->
                        model().runs()
                                .stop(
                                        frame().clients().stream()
                                                .filter(row -> row.session().waits() != null)
                                                .map(ClientRow::id)
                                                .toList()));
        await("nobody in line", () -> model().room().listed().isEmpty());
    }

    /// More clients than instances, while pictures are taken.
    private void load() throws InterruptedException {
        Fx.run(
                () -> {
                    var load = model().load();
                    load.clients().set(24);
                    load.calls().set(0);
                    load.thinkMillis().set(400);
                    load.retries().set(1_000);
                });
        window.press("#add-clients");
        await("three served", () -> frame().podsIn(PodState.BUSY) == 3);
        await("all turned away", () -> frame().story().clients() == 24);
        rest();
    }

    private void kill() {
        Fx.run(
                () -> {
                    Pod victim =
                            frame().pods().reversed().stream()
                                    .filter(pod -> pod.state() == PodState.BUSY)
                                    .findFirst()
                                    .orElseThrow();
                    model().instances().act(victim, PodAction.KILL);
                });
    }

    private ClientId refused() {
        return frame().clients().stream()
                .filter(row -> row.view().pod() == null)
                .findFirst()
                .orElseThrow()
                .id();
    }

    private static boolean isOver(Frame frame) {
        return frame.run() != null && !frame.run().running();
    }

    private ConsoleModel model() {
        return window.model();
    }

    private Frame frame() {
        return model().frame().get();
    }

    private void show(View view) {
        Fx.run(() -> model().view().set(view));
    }

    private void await(String what, BooleanSupplier condition) throws InterruptedException {
        window.await(what, TIMEOUT, condition);
    }

    private static long millisSince(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos).toMillis();
    }

    /// Waits until all animations have ended.
    private static void rest() throws InterruptedException {
        Thread.sleep(Duration.ofMillis(2_500));
    }

    private void take(String name) throws InterruptedException, IOException {
        rest();
        Fx.get(() -> new WindowPicture(window.scene()))
                .write(directory.resolve(name + "-" + theme + ".png"));
    }
}
