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
        return value.isEmpty() ? this : row(Texts.text(key), 96, value);
    }

    /// Adds a row with a name that may be long.
    public FactGrid entry(String name, String value) {
        return row(name, USE_PREF_SIZE, value);
    }

    private FactGrid row(String name, double narrowest, String value) {
        Label words = Controls.wrapped(value, "fact");
        Label left = Controls.label(name, "fact-name");
        left.setMinWidth(narrowest);
        addRow(getRowCount(), left, words);
        setHgrow(words, Priority.ALWAYS);
        return this;
    }
}
