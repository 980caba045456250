package io.monopod.console.screen;

import io.monopod.console.part.Parts;
import io.monopod.console.text.Texts;

import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;

/// Facts below each other, each with its name on the left.
final class FactGrid extends GridPane {
    FactGrid() {
        getStyleClass().add("facts");
    }

    /// Nothing if there is no value.
    FactGrid fact(String key, String value) {
        return value.isEmpty() ? this : entry(Texts.text(key), value);
    }

    FactGrid entry(String name, String value) {
        Label words = Parts.label(value, "fact");
        words.setWrapText(true);
        words.setMinHeight(USE_PREF_SIZE);
        Label left = Parts.label(name, "fact-name");
        left.setMinWidth(96);
        addRow(getRowCount(), left, words);
        setHgrow(words, Priority.ALWAYS);
        return this;
    }
}
