package io.monopod.console;

import io.monopod.console.model.Memory;
import io.monopod.console.service.system.RealSystems;
import io.monopod.console.window.Shell;
import io.monopod.console.window.Theme;

import javafx.application.Application;
import javafx.application.Platform;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Scene;
import javafx.scene.image.Image;
import javafx.stage.Stage;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;

/// The JavaFX application: opens the main window.
public final class ConsoleApp extends Application {
    private static final System.Logger LOG = System.getLogger(ConsoleApp.class.getName());

    /// Set by the launcher for a training run after a build.
    private static final String TRAIN = "train";

    private static final int MIN_WIDTH = 1000;
    private static final int MIN_HEIGHT = 700;

    private final Memory memory =
            new Memory(
                    Memory.standardFile(
                            System.getProperty("os.name", ""),
                            System.getenv(),
                            Path.of(System.getProperty("user.home", "."))));
    private final ObjectProperty<Integer> width = new SimpleObjectProperty<>(1400);
    private final ObjectProperty<Integer> height = new SimpleObjectProperty<>(900);
    private @Nullable Workbench workbench;

    @Override
    public void start(Stage stage) {
        Workbench bench =
                new Workbench(new RealSystems(), Platform::runLater, InstantSource.system());
        workbench = bench;
        Theme theme = new Theme();
        bench.model().remember(memory);
        memory.keep("window.theme", theme.choice(), Theme.Choice::valueOf)
                .keep("window.width", width, MIN_WIDTH, 10_000)
                .keep("window.height", height, MIN_HEIGHT, 10_000);
        Shell shell = new Shell(bench.model(), theme);
        Scene scene = new Scene(shell, width.get(), height.get());
        scene.widthProperty().addListener((seen, old, now) -> width.set(now.intValue()));
        scene.heightProperty().addListener((seen, old, now) -> height.set(now.intValue()));
        shell.installShortcuts();
        stage.titleProperty().bind(shell.title());
        stage.setMinWidth(MIN_WIDTH);
        stage.setMinHeight(MIN_HEIGHT);
        stage.setScene(scene);
        stage.getIcons().add(icon());
        stage.show();
        Platform.runLater(
                () -> {
                    reportReady();
                    shell.buildAhead();
                });
        if (getParameters().getUnnamed().contains(TRAIN)) {
            new Training(bench.model()).begin();
        }
    }

    private static Image icon() {
        return new Image(
                Objects.requireNonNull(ConsoleApp.class.getResource("icon.png")).toExternalForm());
    }

    /// Tells the launcher that the first frame is on the screen and input is handled.
    private static void reportReady() {
        long started = ManagementFactory.getRuntimeMXBean().getUptime();
        LOG.log(Level.INFO, "window ready after={0} ms", started);
    }

    @Override
    public void stop() {
        try {
            memory.save();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "settings not saved", e);
        }
        if (workbench != null) {
            workbench.close();
        }
    }
}
