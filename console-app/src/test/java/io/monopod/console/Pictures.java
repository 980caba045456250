package io.monopod.console;

import io.monopod.console.live.LiveModel;
import io.monopod.console.model.View;
import io.monopod.console.screen.Shell;
import io.monopod.console.screen.Theme;

import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.image.PixelReader;
import javafx.scene.image.WritableImage;
import javafx.stage.Stage;
import javafx.stage.StageStyle;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;

import javax.imageio.ImageIO;

/// Takes pictures of simulated runs: `Pictures DIRECTORY`.
final class Pictures {
    private Pictures() {}

    public static void main(String[] args) throws Exception {
        Fx.start();
        File dir = new File(args[0]);
        dir.mkdirs();
        for (Theme.Choice choice : new Theme.Choice[] {Theme.Choice.DARK, Theme.Choice.LIGHT}) {
            for (int[] size : new int[][] {{1000, 700}, {1400, 900}, {1920, 1080}}) {
                String name = choice.name().toLowerCase(java.util.Locale.ROOT) + "-" + size[0];
                take(dir, "overview-" + name, choice, size, View.OVERVIEW, Pictures::overload);
                take(dir, "empty-" + name, choice, size, View.OVERVIEW, live -> {});
                take(dir, "many-" + name, choice, size, View.OVERVIEW, Pictures::many);
                for (View view : View.values()) {
                    take(
                            dir,
                            view.name().toLowerCase(java.util.Locale.ROOT) + "s-" + name,
                            choice,
                            size,
                            view,
                            Pictures::overload);
                }
            }
        }
        Platform.exit();
    }

    static void overload(LiveModel live) {
        new Simulation(live, Instant.now().minusMillis(400)).overload();
    }

    static void many(LiveModel live) {
        Simulation sim =
                new Simulation(live, Instant.now().minusSeconds(20)).begin("Free clients", 500, 20);
        for (int i = 1; i <= 500; i++) {
            sim.client(i).login(i).after(Duration.ofMillis(30));
            if (i <= 20) {
                sim.served(
                        i,
                        "monopod-demo-" + Integer.toHexString(40000 + i * 977),
                        Duration.ofMillis(i));
            } else {
                sim.refused(i);
            }
        }
    }

    private static void take(
            File dir,
            String name,
            Theme.Choice choice,
            int[] size,
            View view,
            Consumer<LiveModel> play)
            throws InterruptedException {
        Window window = Fx.get(() -> open(choice, size, view, play));
        // Until its motion has come to rest.
        Thread.sleep(1_600);
        Fx.run(
                () -> {
                    save(window.stage().getScene().snapshot(null), new File(dir, name + ".png"));
                    window.stage().close();
                    window.bench().close();
                });
    }

    record Window(Workbench bench, Stage stage) {}

    private static Window open(
            Theme.Choice choice, int[] size, View view, Consumer<LiveModel> play) {
        Theme theme = new Theme();
        theme.choice().set(choice);
        Workbench bench =
                new Workbench(new NoSystems(), Platform::runLater, InstantSource.system());
        Stage stage = new Stage(StageStyle.UNDECORATED);
        stage.setScene(new Scene(new Shell(bench.model(), theme), size[0], size[1]));
        stage.show();
        bench.model().view().set(view);
        play.accept(bench.live());
        return new Window(bench, stage);
    }

    private static void save(WritableImage image, File file) {
        int w = (int) image.getWidth();
        int h = (int) image.getHeight();
        BufferedImage out = new BufferedImage(w, h, BufferedImage.TYPE_INT_RGB);
        PixelReader reader = image.getPixelReader();
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                out.setRGB(x, y, reader.getArgb(x, y));
            }
        }
        try {
            ImageIO.write(out, "png", file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
