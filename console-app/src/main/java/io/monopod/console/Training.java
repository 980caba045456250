package io.monopod.console;

import io.monopod.console.model.ConsoleModel;
import io.monopod.console.model.View;
import io.monopod.console.snapshot.RunView;

import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.application.Platform;
import javafx.util.Duration;

/// Performs typical first actions and exits, so that the JVM can record a start cache.
final class Training {
    /// The training run exits after this time in any case.
    private static final Duration TIMEOUT = Duration.seconds(40);

    private static final Duration LOOK = Duration.millis(300);

    private final ConsoleModel model;
    private boolean shown;

    Training(ConsoleModel model) {
        this.model = model;
    }

    void begin() {
        model.frame()
                .addListener(
                        (seen, old, now) -> {
                            RunView run = now.run();
                            if (run != null && !run.running() && !shown) {
                                shown = true;
                                showViews();
                            }
                        });
        new Timeline(new KeyFrame(TIMEOUT, event -> Platform.exit())).play();
        model.playing().runOverload();
    }

    private void showViews() {
        Timeline views = new Timeline();
        Duration at = Duration.ZERO;
        for (View view : View.values()) {
            at = at.add(LOOK);
            views.getKeyFrames().add(new KeyFrame(at, event -> model.view().set(view)));
        }
        views.getKeyFrames().add(new KeyFrame(at.add(LOOK)));
        views.setOnFinished(event -> Platform.exit());
        views.play();
    }
}
