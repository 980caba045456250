package io.monopod.console.window;

import io.monopod.console.control.Controls;
import io.monopod.console.model.ConsoleModel;
import io.monopod.console.snapshot.EventLine;
import io.monopod.console.snapshot.Frame;
import io.monopod.console.text.Figures;
import io.monopod.console.text.GatewayWords;
import io.monopod.console.text.Sentences;

import javafx.scene.control.Label;
import javafx.scene.layout.HBox;

/// The newest event, and the source of the instance list.
final class StatusBar extends HBox {
    private final Label time = Controls.label("", "status-time");
    private final Label newest = Controls.label("");
    private final Label source = Controls.label("", "status-source");

    StatusBar(ConsoleModel model) {
        getStyleClass().add("status-bar");
        source.setMinWidth(USE_PREF_SIZE);
        time.setMinWidth(USE_PREF_SIZE);
        newest.setMinWidth(0);
        getChildren().addAll(time, newest, Controls.spacer(), source);
        model.frame().addListener((seen, old, now) -> show(now));
    }

    private void show(Frame frame) {
        if (!frame.events().isEmpty()) {
            EventLine line = frame.events().getLast();
            time.setText(Figures.time(line.at()));
            newest.setText(Sentences.of(line.what()).lines().findFirst().orElse(""));
        }
        source.setText(frame.pods().isEmpty() ? "" : GatewayWords.source(frame));
    }
}
