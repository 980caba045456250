package io.monopod.console.screen;

import io.monopod.console.live.EventLine;
import io.monopod.console.live.Frame;
import io.monopod.console.model.ConsoleModel;
import io.monopod.console.part.Parts;
import io.monopod.console.text.Figures;
import io.monopod.console.text.Sentences;
import io.monopod.console.text.Texts;

import javafx.scene.control.Label;
import javafx.scene.layout.HBox;

/// The newest event, and how instances are known.
final class StatusBar extends HBox {
    private final Label time = Parts.label("", "status-time");
    private final Label newest = Parts.label("");
    private final Label source = Parts.label("", "status-source");

    StatusBar(ConsoleModel model) {
        getStyleClass().add("status-bar");
        source.setMinWidth(USE_PREF_SIZE);
        time.setMinWidth(USE_PREF_SIZE);
        newest.setMinWidth(0);
        getChildren().addAll(time, newest, Parts.spacer(), source);
        model.frame().addListener((seen, old, now) -> show(now));
    }

    private void show(Frame frame) {
        if (!frame.events().isEmpty()) {
            EventLine line = frame.events().getLast();
            time.setText(Figures.time(line.at()));
            newest.setText(Sentences.of(line.what()).lines().findFirst().orElse(""));
        }
        String key = frame.gatewayTells() ? "status.gateway" : "status.answers";
        source.setText(frame.pods().isEmpty() ? "" : Texts.text(key));
    }
}
