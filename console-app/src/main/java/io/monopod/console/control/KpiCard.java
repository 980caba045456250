package io.monopod.console.control;

import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// One figure with its name above and an explanation below.
public final class KpiCard extends VBox {
    private final Label value = Controls.label("", "kpi-value");
    private final Label detail = Controls.label("", "kpi-detail");

    /// All of the detail, where the card is too narrow for it.
    private final Tooltip words = Controls.tooltip("");

    public KpiCard(String id, String name) {
        getStyleClass().addAll("card", "kpi");
        getChildren().addAll(Controls.label(name, "kpi-name"), value, detail);
        value.setId(id);
        detail.setTooltip(words);
        words.textProperty().bind(detail.textProperty());
        HBox.setHgrow(this, Priority.ALWAYS);
        setMaxWidth(Double.MAX_VALUE);
        setPrefWidth(100);
        setMinWidth(0);
    }

    /// @param ink of the figure
    public void show(String figure, String meaning, Ink ink) {
        value.setText(figure);
        detail.setText(meaning);
        Controls.setInk(value, ink);
    }
}
