package io.monopod.console.screen;

import io.monopod.console.desk.Link;
import io.monopod.console.live.Frame;
import io.monopod.console.live.RunView;
import io.monopod.console.model.Headline;
import io.monopod.console.part.Parts;
import io.monopod.console.text.Figures;
import io.monopod.console.text.Texts;
import io.monopod.scenarios.event.RunEvent.RunEnded;

import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// What happened, in words.
final class HeadlinePane extends HBox {
    private final FontIcon icon = Parts.icon(Feather.INFO);
    private final Label title = Parts.label("", "headline-title");
    private final Label text = Parts.label("", "headline-text");
    private final Label took = Parts.label("", "headline-took");

    HeadlinePane() {
        getStyleClass().addAll("card", "headline");
        text.setId("headline");
        text.setWrapText(true);
        text.setMinHeight(USE_PREF_SIZE);
        StackPane mark = new StackPane(icon);
        mark.getStyleClass().add("headline-mark");
        mark.setMinWidth(USE_PREF_SIZE);
        VBox words = new VBox(title, text);
        words.getStyleClass().add("headline-words");
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        took.setMinWidth(USE_PREF_SIZE);
        getChildren().addAll(mark, words, took);
    }

    void show(Frame frame, Link link) {
        Headline headline = Headline.of(frame, link);
        title.setText(headline.title());
        text.setText(headline.text());
        Parts.only(this, "tone-", headline.tone());
        icon.setIconCode(
                switch (headline.tone()) {
                    case NEUTRAL -> frame.run() == null ? Feather.INFO : Feather.ACTIVITY;
                    case GOOD -> Feather.CHECK;
                    case WARNING -> Feather.ALERT_TRIANGLE;
                    case BAD -> Feather.X;
                });
        took.setText(took(frame.run()));
    }

    private static String took(@Nullable RunView run) {
        RunEnded ended = run == null ? null : run.ended();
        return ended == null ? "" : Texts.text("headline.took", Figures.duration(ended.took()));
    }
}
