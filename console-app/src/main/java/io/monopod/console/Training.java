package io.monopod.console;

import io.monopod.console.live.RunView;
import io.monopod.console.model.ConsoleModel;
import io.monopod.console.model.View;

import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.application.Platform;
import javafx.util.Duration;

/// Plays what a person does first, and ends: so that the JVM can write down what a start comes to.
final class Training {
    /// After which it ends whatever has become of it.
    private static final Duration LONGEST = Duration.seconds(40);

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
        new Timeline(new KeyFrame(LONGEST, event -> Platform.exit())).play();
        model.runOverload();
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
