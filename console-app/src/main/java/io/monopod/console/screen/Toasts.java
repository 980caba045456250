package io.monopod.console.screen;

import io.monopod.console.desk.Notices.Notice;
import io.monopod.console.live.Happening.Tone;
import io.monopod.console.part.Parts;

import javafx.animation.PauseTransition;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.Duration;

import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

import java.util.Locale;

/// What a person is told of what they asked for, at the lower right: for some seconds, and what
/// went wrong until it is put away.
final class Toasts extends VBox {
    private static final int MOST = 4;

    Toasts() {
        getStyleClass().add("toasts");
        setPickOnBounds(false);
        setMaxSize(420, USE_PREF_SIZE);
    }

    void show(@Nullable Notice notice) {
        if (notice == null) {
            return;
        }
        HBox toast = toast(notice);
        getChildren().add(toast);
        if (getChildren().size() > MOST) {
            getChildren().removeFirst();
        }
        if (notice.tone() != Tone.BAD) {
            PauseTransition pause = new PauseTransition(Duration.seconds(4));
            pause.setOnFinished(event -> getChildren().remove(toast));
            pause.play();
        }
    }

    private HBox toast(Notice notice) {
        Label words = Parts.label(notice.text());
        words.setWrapText(true);
        words.setMinHeight(USE_PREF_SIZE);
        words.setMaxHeight(240);
        HBox.setHgrow(words, Priority.ALWAYS);
        HBox toast = new HBox();
        Button close =
                Parts.iconButton("toast.close", Feather.X, () -> getChildren().remove(toast));
        toast.getChildren().addAll(Parts.icon(icon(notice.tone()), "toast-icon"), words, close);
        toast.getStyleClass()
                .addAll("toast", "tone-" + notice.tone().name().toLowerCase(Locale.ROOT));
        return toast;
    }

    private static Feather icon(Tone tone) {
        return switch (tone) {
            case NEUTRAL -> Feather.INFO;
            case GOOD -> Feather.CHECK_CIRCLE;
            case WARNING -> Feather.ALERT_TRIANGLE;
            case BAD -> Feather.X_CIRCLE;
        };
    }
}
