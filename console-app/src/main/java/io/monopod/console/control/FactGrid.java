package io.monopod.console.control;

import io.monopod.console.text.Texts;

import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;

/// Names and values in two columns.
public final class FactGrid extends GridPane {
    public FactGrid() {
        getStyleClass().add("facts");
    }

    /// Adds a row, unless the value is null.
    public FactGrid fact(String key, String value) {
        return value.isEmpty() ? this : entry(Texts.text(key), value);
    }

    public FactGrid entry(String name, String value) {
        Label words = Controls.wrapped(value, "fact");
        Label left = Controls.label(name, "fact-name");
        left.setMinWidth(96);
        addRow(getRowCount(), left, words);
        setHgrow(words, Priority.ALWAYS);
        return this;
    }
}
