package io.monopod.console;

import io.monopod.console.desk.RealSystems;
import io.monopod.console.screen.Shell;
import io.monopod.console.screen.Theme;
import io.monopod.console.text.Texts;

import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.stage.Stage;

import org.jspecify.annotations.Nullable;

import java.time.InstantSource;

/// The window.
public final class ConsoleApp extends Application {
    private @Nullable Workbench workbench;

    @Override
    public void start(Stage stage) {
        Workbench bench =
                new Workbench(new RealSystems(), Platform::runLater, InstantSource.system());
        workbench = bench;
        Shell shell = new Shell(bench.model(), new Theme());
        Scene scene = new Scene(shell, 1400, 900);
        shell.takeKeys();
        stage.setTitle(Texts.text("app.name"));
        stage.setMinWidth(1000);
        stage.setMinHeight(700);
        stage.setScene(scene);
        stage.show();
    }

    @Override
    public void stop() {
        if (workbench != null) {
            workbench.close();
        }
    }
}
