package io.monopod.console.screen;

import io.monopod.console.control.Controls;
import io.monopod.console.model.Headline;
import io.monopod.console.service.system.Link;
import io.monopod.console.snapshot.Frame;
import io.monopod.console.snapshot.RunView;
import io.monopod.console.text.RunWords;
import io.monopod.scenarios.event.RunEvent.RunEnded;
import io.monopod.scenarios.event.Verdict;

import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The headline: what happened, in words.
final class HeadlinePane extends HBox {
    private final FontIcon icon = Controls.icon(Feather.INFO);
    private final Label title = Controls.label("", "headline-title");
    private final Label text = Controls.wrapped("", "headline-text");
    private final Label took = Controls.label("", "headline-took");

    HeadlinePane() {
        getStyleClass().addAll("card", "headline");
        text.setId("headline");
        StackPane mark = new StackPane(icon);
        mark.getStyleClass().add("headline-mark");
        mark.setMinWidth(USE_PREF_SIZE);
        VBox words = Controls.column("headline-words", title, text);
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        took.setMinWidth(USE_PREF_SIZE);
        getChildren().addAll(mark, words, took);
    }

    void show(Frame frame, Link link) {
        Headline headline = Headline.of(frame, link);
        title.setText(headline.title());
        text.setText(headline.text());
        Controls.only(this, "tone-", headline.tone());
        icon.setIconCode(
                switch (headline.tone()) {
                    case NEUTRAL -> neutral(frame.run());
                    case GOOD -> Feather.CHECK;
                    case WARNING -> Feather.ALERT_TRIANGLE;
                    case BAD -> Feather.X;
                });
        took.setText(frame.knowledge().isTrouble() ? "" : took(frame.run()));
    }

    private static Feather neutral(@Nullable RunView run) {
        if (run == null) {
            return Feather.INFO;
        }
        return run.running() ? Feather.ACTIVITY : Feather.FLAG;
    }

    private static String took(@Nullable RunView run) {
        RunEnded ended = run == null ? null : run.ended();
        Verdict verdict = run == null ? null : run.verdict();
        return ended == null || verdict == null ? "" : RunWords.took(verdict, ended.took());
    }
}
