package io.monopod.console.window;

import javafx.animation.PauseTransition;
import javafx.scene.Parent;
import javafx.scene.layout.Pane;
import javafx.util.Duration;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Queue;

/// Builds views before they are shown for the first time. The first layout of a view takes several
/// times as long as later ones: its controls get their skins, and its classes are loaded.
final class Ahead {
    /// Between two views, so that the window answers.
    private static final Duration PAUSE = Duration.millis(100);

    private final Pane place;
    private final Queue<Parent> views;

    /// @param place where views are shown, in the window
    Ahead(Pane place, Collection<? extends Parent> views) {
        this.place = place;
        this.views = new ArrayDeque<>(views);
    }

    /// Builds the next view, and the others later. For the UI thread.
    void build() {
        Parent view = views.poll();
        // A window that was closed meanwhile has no colours any more.
        if (view == null || !place.getScene().getWindow().isShowing()) {
            return;
        }
        if (view.getParent() == null) {
            // Taken out before anything is drawn.
            place.getChildren().addFirst(view);
            place.applyCss();
            place.layout();
            place.getChildren().remove(view);
        }
        PauseTransition pause = new PauseTransition(PAUSE);
        pause.setOnFinished(event -> build());
        pause.play();
    }
}
