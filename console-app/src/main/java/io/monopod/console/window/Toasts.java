package io.monopod.console.window;

import io.monopod.console.control.Controls;
import io.monopod.console.service.Notices.Notice;
import io.monopod.console.snapshot.ConsoleEvent.Tone;

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

/// Notices at the lower right. They disappear after some seconds, errors after some more.
final class Toasts extends VBox {
    private static final int MAX_TOASTS = 4;

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
        if (getChildren().size() > MAX_TOASTS) {
            getChildren().removeFirst();
        }
        PauseTransition pause = new PauseTransition(time(notice.tone()));
        pause.setOnFinished(event -> getChildren().remove(toast));
        pause.play();
    }

    private static Duration time(Tone tone) {
        return Duration.seconds(tone == Tone.BAD ? 15 : 4);
    }

    private HBox toast(Notice notice) {
        Label words = Controls.wrapped(notice.text());
        words.setMaxHeight(240);
        HBox.setHgrow(words, Priority.ALWAYS);
        HBox toast = new HBox();
        Button close =
                Controls.iconButton("toast.close", Feather.X, () -> getChildren().remove(toast));
        toast.getChildren().addAll(Controls.icon(icon(notice.tone()), "toast-icon"), words, close);
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
