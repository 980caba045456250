package io.monopod.console.window;

import io.monopod.console.control.Controls;
import io.monopod.console.model.ConsoleModel;
import io.monopod.console.snapshot.SavedRun;
import io.monopod.console.text.Figures;
import io.monopod.console.text.Texts;

import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;

import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/// Says that a saved run is shown, not what happens now.
final class SavedBanner extends HBox {
    private final Label words = Controls.label("", "saved-words");

    SavedBanner(ConsoleModel model) {
        getStyleClass().add("saved-banner");
        setId("saved");
        words.setMinWidth(0);
        Button close = Controls.button("saved.close", Feather.X, model.runs()::closeSaved, "small");
        close.setId("close-saved");
        close.setMinWidth(USE_PREF_SIZE);
        getChildren().addAll(Controls.icon(Feather.ARCHIVE), words, Controls.spacer(), close);
        model.frame().subscribe(frame -> show(frame.saved()));
    }

    private void show(@Nullable SavedRun run) {
        Controls.setShown(this, run != null);
        if (run != null) {
            words.setText(Texts.text("saved.shown", Figures.day(run.startedAt()), run.file()));
        }
    }
}
